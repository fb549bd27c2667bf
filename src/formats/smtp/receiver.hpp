#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "formats/smtp/delivery.hpp"

namespace aproape::smtp {

class DataReader;

// What to do with a bare CR or LF in a message (S12). The end of data is CRLF.CRLF in both.
enum class BareLineEnds {
  refuse,     // 550 5.5.2
  normalise,  // LF becomes CRLF, a lone CR is dropped: for a trusted Postfix in front (LMTP) and for listed
              // clients
};

struct Options {
  bool lmtp = false;
  std::string hostname = "localhost";    // in the greeting and in Received
  std::int64_t size_limit = 50LL << 20;  // bytes of one message
  std::size_t recipient_limit = 100;     // more get 452 4.5.3
  std::size_t error_limit = 40;          // then 421 4.7.0
  std::size_t message_limit = 1000;      // messages of one connection, then 421 4.7.0
  std::size_t received_limit = 50;       // Received fields (a mail loop)
  BareLineEnds bare = BareLineEnds::refuse;
  bool offer_tls = false;  // a certificate is there
};

// What the owner of the connection has to do now.
struct Step {
  std::string send;  // written first
  bool start_tls =
      false;  // then the handshake; bytes received beyond this point are thrown away (RFC 3207 6)
  bool close = false;
};

// The server side of SMTP (RFC 5321 with PIPELINING, SIZE, 8BITMIME, SMTPUTF8, ENHANCEDSTATUSCODES, STARTTLS)
// or of LMTP (RFC 2033), as a state machine without I/O: bytes in, steps out; a message is passed on in
// pieces, so memory stays flat. One object for one connection, one thread at a time. Never throws.
class Receiver {
 public:
  Receiver(Options options, Delivery& delivery, const Clock& clock, std::string peer, bool tls);
  ~Receiver();
  Receiver(const Receiver&) = delete;
  Receiver& operator=(const Receiver&) = delete;

  [[nodiscard]] Step opened();
  // The client sent bytes before our greeting went out (S4): 554 and the end. Call in place of opened().
  [[nodiscard]] Step early_talker();
  [[nodiscard]] Step received(std::string_view bytes);
  [[nodiscard]] Step tls_started();
  [[nodiscard]] Step timed_out();
  // 421, unless a message is coming in: then that one ends first and its reply is followed by 421.
  [[nodiscard]] Step shutting_down();
  void closed() noexcept;

 private:
  enum class State { greeting, command, data, over };

  void take_command_bytes(std::string_view& bytes, Step& step);
  void take_data_bytes(std::string_view& bytes, Step& step);
  void run(std::string_view line, bool more, Step& step);
  void hello(std::string_view verb, std::string_view argument, bool more, Step& step);
  void mail(std::string_view argument, Step& step);
  void rcpt(std::string_view argument, Step& step);
  void data(std::string_view argument, bool more, Step& step);
  void refuse_data(int code, std::string_view text, bool more, Step& step);
  void start_tls(std::string_view argument, Step& step);
  void other(std::string_view verb, bool more, Step& step);
  void finish_message(Step& step);
  [[nodiscard]] Reply verdict() const;
  [[nodiscard]] Transaction transaction() const;
  void reply(Step& step, const Reply& reply);
  void end(Step& step, const Reply& reply);
  void reset_transaction() noexcept;

  Options options_;
  Delivery& delivery_;
  const Clock& clock_;
  std::string peer_;
  bool tls_;

  State state_ = State::greeting;
  std::string helo_;
  bool extended_ = false;      // EHLO or LHLO
  bool sender_given_ = false;  // delivery_ knows of a transaction
  Sender sender_;
  std::vector<Mailbox> recipients_;  // that were accepted
  bool recipient_refused_ = false;
  bool data_refused_ = false;  // what follows may be a message that the client did not hold back
  std::size_t errors_ = 0;
  std::size_t messages_ = 0;
  bool append_failed_ = false;
  bool draining_ = false;

  std::string line_;  // a command that has not ended yet
  bool line_too_long_ = false;
  std::unique_ptr<DataReader> reader_;
};

}  // namespace aproape::smtp
