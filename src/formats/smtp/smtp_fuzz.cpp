#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "formats/smtp/receiver.hpp"

namespace {

using namespace aproape::smtp;

// Checks the order of the calls that it gets.
class Judge : public Delivery {
 public:
  Reply sender(const Sender&) override {
    if (open_) std::abort();
    open_ = true;
    return {250, "2.1.0", "ok"};
  }
  Reply recipient(const Mailbox& to) override {
    if (!open_) std::abort();
    if (to.str().find_first_of("\r\n") != std::string::npos) std::abort();
    return {250, "2.1.5", "ok"};
  }
  Reply begin(const Transaction& transaction) override {
    if (!open_ || transaction.recipients.empty()) std::abort();
    data_ = true;
    return {250, "", ""};
  }
  void append(std::string_view) override {
    if (!data_) std::abort();
  }
  std::vector<Reply> finish() override {
    if (!data_) std::abort();
    data_ = open_ = false;
    return {{250, "2.0.0", "ok"}};
  }
  void abort() noexcept override {
    if (!open_) std::abort();
    data_ = open_ = false;
  }

 private:
  bool open_ = false;
  bool data_ = false;
};

}  // namespace

// The first byte chooses the protocol and the size of the packets, the rest is what the client says.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  Options options;
  options.lmtp = (data[0] & 1U) != 0;
  options.offer_tls = (data[0] & 2U) != 0;
  if ((data[0] & 4U) != 0) options.bare = BareLineEnds::normalise;
  options.size_limit = 1000;
  const std::size_t packet = (data[0] >> 3U) + std::size_t{1};
  Judge judge;
  Receiver receiver(options, judge, aproape::Clock::system(), "192.0.2.1", false);
  (void)receiver.opened();
  std::string_view rest(reinterpret_cast<const char*>(data + 1), size - 1);
  while (!rest.empty()) {
    const Step step = receiver.received(rest.substr(0, packet));
    rest.remove_prefix(std::min(packet, rest.size()));
    if (step.start_tls) (void)receiver.tls_started();
    if (step.close) break;
  }
  receiver.closed();
  return 0;
}
