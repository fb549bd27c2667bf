#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/smtp/address.hpp"

namespace aproape::smtp {

// One reply: 250 "2.1.0" "ok". `enhanced` is the RFC 3463 code, may be empty.
struct Reply {
  int code = 250;
  std::string enhanced;
  std::string text;

  [[nodiscard]] bool ok() const { return code >= 200 && code < 400; }
};

// What MAIL FROM said.
struct Sender {
  Mailbox mailbox;        // empty() for bounces
  std::int64_t size = 0;  // declared by SIZE=, 0 where it was not
  bool smtputf8 = false;
  bool eight_bit = false;  // BODY=8BITMIME
};

// One mail transaction at the moment of DATA.
struct Transaction {
  std::string peer;  // address of the client
  std::string helo;
  std::string protocol;  // SMTP, ESMTP, ESMTPS, LMTP, UTF8SMTP…, for the Received field (RFC 5321 7.1, 6531)
  bool tls = false;
  Sender sender;
  std::vector<Mailbox> recipients;  // those that were accepted
  // The Return-Path and Received fields that the stored message begins with (S20), each with its CRLF. Not
  // passed to append().
  std::string trace;
};

// Where the receiver puts what it takes in: implemented by channels/mail and by tests. One object serves one
// connection and is called by one thread at a time. Functions may block. Where one throws, the client gets
// 451 4.3.0.
class Delivery {
 public:
  virtual ~Delivery() = default;
  // A transaction begins. Anything but 2xx refuses it (450 4.7.1 for a rate limit).
  virtual Reply sender(const Sender& sender) = 0;
  // One recipient; 550 5.7.1 for one that is not ours (the relay rule also sees "a%b" local parts), 452 over
  // a limit.
  virtual Reply recipient(const Mailbox& recipient) = 0;
  // DATA came; 354 follows where the reply is 2xx. 452 4.3.1 where the disk is full.
  virtual Reply begin(const Transaction& transaction) = 0;
  // A piece of the message: CRLF line ends, dots unstuffed. A failure is remembered and told by finish().
  virtual void append(std::string_view bytes) = 0;
  // The message is complete. Returns only when it is durable. LMTP: one reply for each accepted recipient, in
  // their order. SMTP: the first reply counts for the whole message, which is kept for all recipients or for
  // none.
  virtual std::vector<Reply> finish() = 0;
  // The transaction is over without a message: RSET, a limit, the connection's end. Only after a 2xx of
  // sender().
  virtual void abort() noexcept = 0;
};

}  // namespace aproape::smtp
