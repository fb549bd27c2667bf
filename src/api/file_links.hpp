#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::api {

// What an address on the files origin gives.
struct FileTarget {
  enum class Kind { attachment, contact_html };
  Kind kind = Kind::attachment;
  std::int64_t id = 0;     // of the attachment or contact
  bool show = false;       // inline in a sandbox instead of a download
  bool confirmed = false;  // not scanned, taken all the same
  AccountId account = {};  // for whom it was made; reads are noted under it
};

// Signs and reads the short-lived addresses of uploaded content. They are the only right that the files
// origin knows: whoever made one has checked the case and noted the read. Thread-safe.
class FileLinks {
 public:
  // The key is DATA/keys/files.key, made on first use. `origin`: "http://127.0.0.1:8081", no slash at the
  // end.
  FileLinks(const std::filesystem::path& data_dir, std::string origin, const Clock& clock);

  // An address that works for ten minutes.
  [[nodiscard]] std::string url(const FileTarget& target) const;
  // nullopt for a wrong signature or one whose time is over.
  [[nodiscard]] std::optional<FileTarget> read(std::string_view token) const;
  // Once the listener knows its port.
  void set_origin(std::string origin) { origin_ = std::move(origin); }

 private:
  std::string key_;
  std::string origin_;
  const Clock& clock_;
};

}  // namespace aproape::api
