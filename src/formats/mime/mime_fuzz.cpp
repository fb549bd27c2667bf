#include <cstddef>
#include <cstdint>

#include "formats/mime/classify.hpp"
#include "formats/mime/line_ends.hpp"
#include "formats/mime/structure.hpp"

// Repair, structure and classification of whole messages.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace aproape::mime;
  const std::string_view message(reinterpret_cast<const char*>(data), size);
  Flags flags;
  const auto repaired = repair_line_ends(message, flags);
  const Part root = read_structure(repaired ? std::string_view(*repaired) : message, {}, {}, flags);
  static_cast<void>(
      classify(root.headers, root.type, root.headers.first("from"), root.headers.first("subject"), {}));
  return 0;
}
