#include "formats/tnef/tnef.hpp"

#include "formats/tnef/cursor.hpp"
#include "formats/tnef/properties.hpp"

namespace aproape::tnef {
namespace {

constexpr std::uint32_t kSignature = 0x223e9f78;
constexpr std::size_t kMostAttachments = 200;
constexpr int kMostAttributes = 10'000;

void put_utf8(std::string& out, std::uint32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0U | c >> 6U);
    out += static_cast<char>(0x80U | (c & 63U));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | c >> 12U);
    out += static_cast<char>(0x80U | (c >> 6U & 63U));
    out += static_cast<char>(0x80U | (c & 63U));
  } else {
    out += static_cast<char>(0xF0U | c >> 18U);
    out += static_cast<char>(0x80U | (c >> 12U & 63U));
    out += static_cast<char>(0x80U | (c >> 6U & 63U));
    out += static_cast<char>(0x80U | (c & 63U));
  }
}

std::string from_utf16(std::string_view bytes) {
  std::string out;
  Cursor in(bytes);
  while (const auto unit = in.number(2)) {
    std::uint32_t c = *unit;
    if (c == 0) break;
    if (c >= 0xD800 && c < 0xDC00) {
      const auto low = in.number(2);
      c = low && *low >= 0xDC00 && *low < 0xE000 ? 0x10000 + ((c - 0xD800) << 10U) + (*low - 0xDC00) : 0xFFFD;
    } else if (c >= 0xDC00 && c < 0xE000) {
      c = 0xFFFD;
    }
    put_utf8(out, c);
  }
  return out;
}

std::string until_nul(std::string_view bytes) {
  return std::string(bytes.substr(0, bytes.find('\0')));
}

std::string text_of(const Property& property) {
  return property.type == 0x1F ? from_utf16(property.value) : until_nul(property.value);
}

class Reader {
 public:
  void attribute(std::uint32_t id, std::string_view data) {
    switch (id) {
      case 0x00069002:  // attAttachRenddata begins an attachment
        if (message_.attachments.size() < kMostAttachments) message_.attachments.emplace_back();
        break;
      case 0x00018010:  // attAttachTitle: the short name, unless the long one is known
        if (Attachment* file = last(); file && file->name.empty()) file->name = until_nul(data);
        break;
      case 0x0006800F:  // attAttachData
        if (Attachment* file = last()) file->data = data;
        break;
      case 0x00069005:  // attAttachment: its properties
        if (Attachment* file = last())
          read_properties(data, [&](const Property& property) { attachment_property(*file, property); });
        break;
      case 0x00069003:  // attMsgProps
        read_properties(data, [&](const Property& property) { message_property(property); });
        break;
      case 0x00018004:
        message_.subject = until_nul(data);
        break;
      case 0x0002800C:  // attBody
        if (message_.text.empty()) message_.text = until_nul(data);
        break;
      default:
        break;
    }
  }

  Message take() { return std::move(message_); }

 private:
  Attachment* last() { return message_.attachments.empty() ? nullptr : &message_.attachments.back(); }

  static void attachment_property(Attachment& file, const Property& property) {
    if (property.id == 0x3707 ||
        (property.id == 0x3001 && file.name.empty())) {  // long file name, display name
      file.name = text_of(property);
      file.unicode_name = property.type == 0x1F;
    } else if (property.id == 0x370E) {  // PR_ATTACH_MIME_TAG
      file.type = text_of(property);
    } else if (property.id == 0x3701 && property.type == 0x102 && file.data.empty()) {  // PR_ATTACH_DATA
      file.data = property.value;
    }
  }

  void message_property(const Property& property) {
    const bool is_text = property.type == 0x1E || property.type == 0x1F;
    if (property.id == 0x1000 && is_text) {  // PR_BODY
      message_.text = text_of(property);
      message_.unicode_text = property.type == 0x1F;
    } else if (property.id == 0x1013) {  // PR_BODY_HTML
      message_.html = property.type == 0x1F ? from_utf16(property.value) : until_nul(property.value);
    } else if (property.id == 0x1009 && property.type == 0x102) {  // PR_RTF_COMPRESSED
      message_.rtf = property.value;
    } else if (property.id == 0x0037 && is_text) {
      message_.subject = text_of(property);
    }
  }

  Message message_;
};

}  // namespace

std::optional<Message> read(std::string_view bytes) {
  Cursor in(bytes);
  if (in.number(4) != kSignature || !in.number(2)) return {};
  Reader reader;
  for (int i = 0; i < kMostAttributes && !in.empty(); ++i) {
    const auto level = in.number(1);
    const auto id = in.number(4);
    const auto length = in.number(4);
    if (!level || !id || !length) break;
    const auto data = in.piece(*length);
    if (!data) break;
    reader.attribute(*id, *data);
    if (!in.number(2)) break;  // the checksum, which some writers get wrong
  }
  return reader.take();
}

}  // namespace aproape::tnef
