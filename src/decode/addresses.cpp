#include "decode/addresses.hpp"

#include <gmime/gmime.h>

#include <memory>
#include <string>

#include "decode/detector.hpp"
#include "formats/mime/ascii.hpp"
#include "formats/mime/encoded_word.hpp"

namespace aproape::decode {
namespace {

constexpr std::size_t kLongestField = 64U << 10U;
constexpr std::size_t kMost = 1000;

struct Unref {
  void operator()(InternetAddressList* list) const { g_object_unref(list); }
};

std::string lower_domain(std::string address) {
  const std::size_t at = address.rfind('@');
  if (at != std::string::npos)
    for (std::size_t i = at; i < address.size(); ++i) address[i] = mime::lower(address[i]);
  return address;
}

void collect(InternetAddressList* list, std::vector<protocol::MailAddress>& out) {
  mime::Flags
      ignored;  // the library's names are UTF-8 already; what was wrong with the field is known by now
  const int count = internet_address_list_length(list);
  for (int i = 0; i < count && out.size() < kMost; ++i) {
    InternetAddress* one = internet_address_list_get_address(list, i);
    if (INTERNET_ADDRESS_IS_GROUP(one)) {
      InternetAddressList* members = internet_address_group_get_members(INTERNET_ADDRESS_GROUP(one));
      if (members != nullptr) collect(members, out);
      continue;
    }
    if (!INTERNET_ADDRESS_IS_MAILBOX(one)) continue;
    const char* address = internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one));
    const char* name = internet_address_get_name(one);
    protocol::MailAddress mailbox;
    if (name != nullptr) mailbox.name = mime::decode_header_text(name, detect_charset, ignored);
    if (address != nullptr)
      mailbox.address = lower_domain(std::string(mime::trim(mime::scrub_utf8(mime::clean_line(address)))));
    if (!mailbox.address.empty() || !mailbox.name.empty()) out.push_back(std::move(mailbox));
  }
}

// What the library refuses: the last "<address>" counts, all before it is the name ("Ana [Office] <ana@…>",
// "<mailto:ana@…>", "MAILER-DAEMON <>"); without brackets all is the name.
protocol::MailAddress bracketed(std::string_view text, mime::Flags& flags) {
  const std::size_t open = text.rfind('<');
  std::string_view name = mime::trim(text.substr(0, open));
  while (name.size() >= 2 && name.starts_with('"') && name.ends_with('"'))
    name = name.substr(1, name.size() - 2);
  protocol::MailAddress out;
  out.name = std::string(mime::cut_utf8(mime::decode_header_text(name, detect_charset, flags), 1000));
  if (open == std::string_view::npos) return out;
  std::string_view inside = text.substr(open + 1);
  inside = mime::trim(inside.substr(0, inside.find('>')));
  if (mime::starts_ignoring_case(inside, "mailto:")) inside.remove_prefix(7);
  if (inside.find('@') != std::string_view::npos &&
      inside.find_first_of(" \t\",;") == std::string_view::npos && inside.size() <= 1000)
    out.address = lower_domain(mime::scrub_utf8(mime::clean_line(inside)));
  return out;
}

}  // namespace

void prepare_gmime() {
  static const bool once = [] {
    g_mime_init();
    return true;
  }();
  static_cast<void>(once);
}

std::vector<protocol::MailAddress> read_addresses(std::string_view field, bool keep_text,
                                                  mime::Flags& flags) {
  prepare_gmime();
  std::vector<protocol::MailAddress> out;
  if (field.size() > kLongestField) {
    flags.add("header_limit");
    field = field.substr(0, kLongestField);
  }
  if (mime::trim(field).empty()) return out;
  // Raw 8-bit bytes become UTF-8 before the library sees them: its guess would not be ours.
  const std::string text = mime::repair_encoded_words(mime::to_utf8(field, {}, detect_charset, flags), flags);
  const std::unique_ptr<InternetAddressList, Unref> list(internet_address_list_parse(nullptr, text.c_str()));
  if (list) collect(list.get(), out);
  if (out.empty()) {
    auto found = bracketed(text, flags);
    if (!found.address.empty() || (keep_text && !found.name.empty())) {
      if (found.address.empty()) flags.add("bad_address");
      out.push_back(std::move(found));
    }
  }
  return out;
}

}  // namespace aproape::decode
