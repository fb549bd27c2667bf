#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "formats/imap/command.hpp"
#include "formats/imap/response.hpp"

namespace {

class Count : public aproape::imap::BodySink {
 public:
  bool begin(std::uint64_t size) override {
    left_ = size;
    return size % 3 != 0;
  }
  void append(std::string_view bytes) override {
    if (bytes.size() > left_) std::abort();
    left_ -= bytes.size();
  }

 private:
  std::uint64_t left_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::size_t piece = data[0] % 32U + std::size_t{1};
  std::string_view rest(reinterpret_cast<const char*>(data + 1), size - 1);
  (void)aproape::imap::decode_folder(rest);
  Count sink;
  aproape::imap::ResponseReader reader;
  if (data[0] >= 128) reader.set_sink(&sink);
  try {
    while (!rest.empty()) {
      reader.feed(rest.substr(0, piece));
      rest.remove_prefix(std::min(piece, rest.size()));
      while (reader.next()) {
      }
    }
  } catch (const aproape::Error&) {
  }
  return 0;
}
