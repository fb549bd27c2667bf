#include "portal/upload.hpp"

#include "base/error.hpp"
#include "http/multipart.hpp"
#include "text/fold.hpp"

namespace aproape::portal {
namespace {

constexpr int kMostParts = 30;
constexpr std::size_t kLongestField = 4096;

}  // namespace

Upload read_upload(const http::Request& request) {
  const auto boundary = http::multipart_boundary(request.header("Content-Type").value_or(""));
  if (!boundary) throw Error(ErrorKind::invalid, "http.multipart");
  Upload upload;
  std::string name, value;
  bool file = false;
  http::MultipartLimits limits;
  limits.parts = kMostParts;
  http::Multipart reader(*boundary, limits,
                         {[&](const http::MultipartHead& head) {
                            name = text::valid_utf8(head.name);
                            file = head.file_name.has_value();
                            value.clear();
                            if (file) upload.files.push_back({text::valid_utf8(*head.file_name), {}});
                          },
                          [&](std::string_view piece) {
                            if (file)
                              upload.files.back().bytes += piece;
                            else if (value.size() + piece.size() <= kLongestField)
                              value += piece;
                          },
                          [&] {
                            if (!file) upload.fields[name] = text::valid_utf8(value);
                            // A file field that was left empty comes as a file without name and bytes.
                            else if (upload.files.back().name.empty() && upload.files.back().bytes.empty())
                              upload.files.pop_back();
                          }});
  reader.feed(request.body());
  reader.finish();
  return upload;
}

}  // namespace aproape::portal
