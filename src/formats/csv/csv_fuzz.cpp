#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/error.hpp"
#include "formats/csv/csv.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    aproape::csv::Reader reader({reinterpret_cast<const char*>(data), size});
    while (reader.next()) {
    }
  } catch (const aproape::Error&) {
  }
  return 0;
}
