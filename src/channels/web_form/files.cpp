#include "channels/web_form/files.hpp"

#include "base/error.hpp"
#include "channels/web_form/file_type.hpp"
#include "text/fold.hpp"

namespace aproape::web_form {
namespace {

constexpr std::size_t kLongestName = 150;

}  // namespace

std::string clean_name(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  if (slash != std::string_view::npos) name.remove_prefix(slash + 1);
  std::string clean;
  for (const char c : text::valid_utf8(name))
    if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f && c != '"') clean += c;
  clean = std::string(text::prefix(clean, kLongestName));
  return clean.empty() ? "file" : clean;
}

StagedFile stage_file(storage::Blobs& blobs, std::string_view name, std::string_view bytes,
                      std::int64_t ring) {
  if (bytes.empty()) throw Error(ErrorKind::invalid, "form.file_empty");
  if (bytes.size() > kLargestFile) throw Error(ErrorKind::too_large, "form.file_large");
  const std::string_view type = type_of_bytes(bytes);
  if (type.empty()) throw Error(ErrorKind::invalid, "form.file_kind");
  StagedFile file;
  file.staged = blobs.put(bytes, ring);
  file.part.name = clean_name(name);
  file.part.type = type;
  return file;
}

contacts::Attachment record_file(db::Tx& tx, storage::Blobs& blobs, const StagedFile& file) {
  const storage::Blob blob = blobs.record(tx, file.staged);
  contacts::Attachment part = file.part;
  part.blob = blob.id;
  part.size = blob.size;
  part.sha256 = blob.sha256;
  return part;
}

}  // namespace aproape::web_form
