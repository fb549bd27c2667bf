#include "formats/archive/zip.hpp"

#include <optional>

#include "formats/archive/inflate.hpp"

namespace aproape::archive {
namespace {

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = width; i-- > 0;) value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

struct Entry {
  std::uint64_t flags = 0;
  std::uint64_t method = 0;
  std::uint64_t packed = 0;
  std::uint64_t unpacked = 0;
  std::uint64_t offset = 0;
  std::uint64_t attributes = 0;
  std::string_view name;
};

// Sizes over 4 GB stand in an extra field (APPNOTE 4.5.3).
void read_zip64(std::string_view extra, Entry& entry) {
  while (extra.size() >= 4) {
    const auto id = number(extra, 0, 2);
    const auto length = static_cast<std::size_t>(number(extra, 2, 2));
    if (length > extra.size() - 4) return;
    std::string_view data = extra.substr(4, length);
    if (id == 1) {
      for (std::uint64_t* field : {&entry.unpacked, &entry.packed, &entry.offset}) {
        if (*field != 0xFFFFFFFF || data.size() < 8) continue;
        *field = number(data, 0, 8);
        data.remove_prefix(8);
      }
      return;
    }
    extra.remove_prefix(4 + length);
  }
}

class Directory {
 public:
  explicit Directory(std::string_view bytes) : bytes_(bytes) {
    const std::size_t end = bytes.rfind("PK\5\6");
    if (end == std::string_view::npos || bytes.size() - end < 22) return;
    const std::uint64_t size = number(bytes, end + 12, 4);
    const std::uint64_t offset = number(bytes, end + 16, 4);
    if (size <= end) {
      at_ = end - static_cast<std::size_t>(size);  // also where something stands before the archive
      if (offset < at_) shift_ = at_ - static_cast<std::size_t>(offset);
    }
    readable_ = size == 0 || size <= end;
  }

  [[nodiscard]] bool readable() const { return readable_; }
  [[nodiscard]] std::size_t shift() const { return shift_; }

  std::optional<Entry> next() {
    if (at_ + 46 > bytes_.size() || bytes_.substr(at_, 4) != "PK\1\2") return {};
    Entry entry;
    entry.flags = number(bytes_, at_ + 8, 2);
    entry.method = number(bytes_, at_ + 10, 2);
    entry.packed = number(bytes_, at_ + 20, 4);
    entry.unpacked = number(bytes_, at_ + 24, 4);
    const auto name = static_cast<std::size_t>(number(bytes_, at_ + 28, 2));
    const auto extra = static_cast<std::size_t>(number(bytes_, at_ + 30, 2));
    const auto comment = static_cast<std::size_t>(number(bytes_, at_ + 32, 2));
    entry.attributes = number(bytes_, at_ + 38, 4);
    entry.offset = number(bytes_, at_ + 42, 4);
    if (at_ + 46 + name + extra > bytes_.size()) return {};
    entry.name = bytes_.substr(at_ + 46, name);
    read_zip64(bytes_.substr(at_ + 46 + name, extra), entry);
    at_ += 46 + name + extra + comment;
    return entry;
  }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::size_t shift_ = 0;
  bool readable_ = false;
};

// The packed bytes of an entry, behind its local header.
std::optional<std::string_view> packed_bytes(std::string_view bytes, const Entry& entry, std::size_t shift) {
  if (entry.offset > bytes.size()) return {};
  const std::size_t at = static_cast<std::size_t>(entry.offset) + shift;
  if (at + 30 > bytes.size() || bytes.substr(at, 4) != "PK\3\4") return {};
  const std::size_t begin =
      at + 30 + static_cast<std::size_t>(number(bytes, at + 26, 2) + number(bytes, at + 28, 2));
  if (begin > bytes.size() || entry.packed > bytes.size() - begin) return {};
  return bytes.substr(begin, static_cast<std::size_t>(entry.packed));
}

void look_into_entry(std::string_view packed, const Entry& entry, int level, Findings& findings) {
  if (entry.method == 0) {
    look_inside(packed, level + 1, findings);
  } else if (entry.method == 8) {
    const Inflated inner = unpack(packed, Wrapping::raw, findings.budget, findings.budget);
    findings.budget -= std::min<std::size_t>(findings.budget, static_cast<std::size_t>(inner.length));
    if (inner.bomb) findings.add("archive_bomb");
    if (!inner.bytes.empty()) look_inside(inner.bytes, level + 1, findings);
  }
}

bool archive_name(std::string_view name) {
  for (const std::string_view end : {".zip", ".gz", ".tgz", ".tar", ".jar", ".ZIP", ".GZ", ".TAR"})
    if (name.ends_with(end)) return true;
  return false;
}

}  // namespace

void look_into_zip(std::string_view bytes, int level, Findings& findings) {
  Directory directory(bytes);
  if (!directory.readable()) {
    findings.add("archive_damaged");
    return;
  }
  std::uint64_t packed = 0;
  std::uint64_t unpacked = 0;
  std::size_t entries = 0;
  while (const auto entry = directory.next()) {
    if (++entries > kMostEntries) {
      findings.add("archive_bomb");
      return;
    }
    packed += std::min<std::uint64_t>(entry->packed, bytes.size());
    unpacked += std::min<std::uint64_t>(entry->unpacked, kMostTotal + 1);
    if (is_bomb(entry->packed, entry->unpacked)) findings.add("archive_bomb");
    if ((entry->flags & 1U) != 0) findings.add("archive_encrypted");
    const bool link = (entry->attributes >> 16U & 0xF000U) == 0xA000U;
    if (link || leaves_folder(entry->name)) findings.add("archive_path");
    look_at_name(entry->name, findings);
    if (entry->name.ends_with("vbaProject.bin")) findings.add("macro");
    const auto inside = packed_bytes(bytes, *entry, directory.shift());
    if (inside && archive_name(entry->name) && findings.budget > 0)
      look_into_entry(*inside, *entry, level, findings);
  }
  // Entries that share packed bytes together claim more than the file has.
  if (packed > bytes.size() || is_bomb(bytes.size(), unpacked)) findings.add("archive_bomb");
}

}  // namespace aproape::archive
