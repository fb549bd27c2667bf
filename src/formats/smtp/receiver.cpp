#include "formats/smtp/receiver.hpp"

#include <utility>

#include "formats/smtp/data_reader.hpp"
#include "formats/smtp/parameters.hpp"
#include "formats/smtp/trace.hpp"

namespace aproape::smtp {
namespace {

constexpr std::size_t kLongestCommand = 512;              // RFC 5321 4.5.3.1.4, with CRLF
constexpr std::size_t kLongestMail = 512 + 26 + 17 + 10;  // SIZE (RFC 1870), BODY (6152), SMTPUTF8 (6531)
constexpr std::size_t kLongestLine = 1000;                // of a message, 4.5.3.1.6, with CRLF

const Reply kTryLater{451, "4.3.0", "temporary failure, try again later"};

// Asks the delivery; whatever it throws is a temporary failure of ours.
template <class Ask>
Reply ask(Ask question) noexcept {
  try {
    return question();
  } catch (...) {
    return kTryLater;
  }
}

bool is_plain(std::string_view line) {
  for (const char c : line) {
    if ((c >= 0 && c < 0x20) || c == 0x7F) return false;
  }
  return true;
}

Reply path_refusal(PathFault fault, bool sender) {
  if (fault == PathFault::source_route) return {550, "5.7.1", "source routes are not relayed"};
  const char* text = "malformed address";
  if (fault == PathFault::local_long) text = "local part longer than 64 octets";
  if (fault == PathFault::domain_long) text = "domain longer than 255 octets";
  return {501, sender ? "5.1.7" : "5.1.3", text};
}

// Takes "FROM:" or "TO:" and blanks off the front.
bool take_keyword(std::string_view& text, std::string_view keyword) {
  if (!same_word(text.substr(0, keyword.size()), keyword)) return false;
  text.remove_prefix(keyword.size());
  while (text.starts_with(' ')) text.remove_prefix(1);
  return true;
}

}  // namespace

Receiver::Receiver(Options options, Delivery& delivery, const Clock& clock, std::string peer, bool tls)
    : options_(std::move(options)), delivery_(delivery), clock_(clock), peer_(std::move(peer)), tls_(tls) {}

Receiver::~Receiver() {
  reset_transaction();
}

Step Receiver::opened() {
  Step step;
  state_ = State::command;
  step.send = "220 " + options_.hostname + (options_.lmtp ? " LMTP" : " ESMTP") + " ready\r\n";
  return step;
}

Step Receiver::early_talker() {
  Step step;
  end(step, {554, "5.5.0", "you spoke before the greeting"});
  return step;
}

Step Receiver::received(std::string_view bytes) {
  Step step;
  while (!bytes.empty() && state_ != State::over && !step.start_tls) {
    if (state_ == State::data) {
      take_data_bytes(bytes, step);
    } else {
      take_command_bytes(bytes, step);
    }
  }
  return step;
}

Step Receiver::tls_started() {
  reset_transaction();
  tls_ = true;
  helo_.clear();
  extended_ = false;
  line_.clear();
  line_too_long_ = false;
  return {};
}

Step Receiver::timed_out() {
  Step step;
  if (state_ != State::over) end(step, {421, "4.4.2", "timeout, closing"});
  return step;
}

Step Receiver::shutting_down() {
  Step step;
  draining_ = true;
  if (state_ == State::command || state_ == State::greeting) end(step, {421, "4.3.2", "shutting down"});
  return step;
}

void Receiver::closed() noexcept {
  reset_transaction();
  state_ = State::over;
}

void Receiver::take_command_bytes(std::string_view& bytes, Step& step) {
  const std::size_t end_of_line = bytes.find('\n');
  const std::string_view piece = bytes.substr(0, end_of_line);
  if (line_.size() + piece.size() + 1 > kLongestMail) line_too_long_ = true;
  if (!line_too_long_) line_ += piece;
  if (end_of_line == std::string_view::npos) {
    bytes = {};
    return;
  }
  bytes.remove_prefix(end_of_line + 1);
  std::string line = std::exchange(line_, {});
  if (std::exchange(line_too_long_, false)) {
    return reply(step, {500, "5.5.2", "line too long"});
  }
  if (!line.ends_with('\r')) return reply(step, {500, "5.5.2", "lines end with CR LF"});
  line.pop_back();
  run(line, !bytes.empty(), step);
  if (step.start_tls) bytes = {};  // never run after the handshake (RFC 3207 4.2, CVE-2011-0411)
}

// One command line without its CRLF. `more`: the client sent further bytes without waiting for the reply.
void Receiver::run(std::string_view line, bool more, Step& step) {
  const std::size_t blank = line.find(' ');
  const std::string_view verb = line.substr(0, blank);
  std::string_view argument = blank == std::string_view::npos ? std::string_view() : line.substr(blank + 1);
  while (argument.ends_with(' ')) argument.remove_suffix(1);
  if (!is_plain(line)) return reply(step, {500, "5.5.2", "control characters in a command"});
  const bool is_mail = same_word(verb, "MAIL");
  if (!is_mail && line.size() + 2 > kLongestCommand) return reply(step, {500, "5.5.2", "line too long"});

  if (is_mail) {
    mail(argument, step);
  } else if (same_word(verb, "RCPT")) {
    rcpt(argument, step);
  } else if (same_word(verb, "DATA")) {
    return data(argument, more, step);
  } else if (same_word(verb, "EHLO") || same_word(verb, "HELO") || same_word(verb, "LHLO")) {
    hello(verb, argument, more, step);
  } else if (same_word(verb, "STARTTLS")) {
    start_tls(argument, step);
  } else {
    return other(verb, more, step);
  }
  data_refused_ = false;
}

void Receiver::other(std::string_view verb, bool more, Step& step) {
  if (same_word(verb, "BDAT")) return refuse_data(502, "CHUNKING is not offered", more, step);
  bool known = true;
  if (same_word(verb, "RSET")) {
    reset_transaction();
    reply(step, {250, "2.0.0", "reset"});
  } else if (same_word(verb, "NOOP")) {
    reply(step, {250, "2.0.0", "ok"});
  } else if (same_word(verb, "QUIT")) {
    end(step, {221, "2.0.0", "goodbye"});
  } else if (same_word(verb, "VRFY")) {
    reply(step, {252, "2.5.0", "send the mail and see"});
  } else if (same_word(verb, "HELP")) {
    reply(step, {214, "2.0.0", options_.lmtp ? "RFC 2033" : "RFC 5321"});
  } else {
    known = false;
  }
  if (known) {
    data_refused_ = false;
  } else if (data_refused_) {
    end(step, {554, "5.5.0", "message sent without leave"});
  } else if (same_word(verb, "EXPN") || same_word(verb, "AUTH") || same_word(verb, "ETRN") ||
             same_word(verb, "TURN")) {
    reply(step, {502, "5.5.1", "command not implemented"});
  } else {
    reply(step, {500, "5.5.1", "command not recognised"});
  }
}

void Receiver::hello(std::string_view verb, std::string_view argument, bool more, Step& step) {
  const bool lhlo = same_word(verb, "LHLO");
  if (lhlo != options_.lmtp)
    return reply(step, {500, "5.5.1", lhlo ? "this is SMTP" : "this is LMTP, say LHLO"});
  if (argument.empty()) return reply(step, {501, "5.5.4", "say your name"});
  // S4: before the first reply the client cannot know that we take several commands at once.
  if (helo_.empty() && more) return end(step, {554, "5.5.0", "you did not wait for the reply"});
  reset_transaction();
  helo_ = argument;
  extended_ = !same_word(verb, "HELO");
  if (!extended_) {
    step.send += "250 " + options_.hostname + "\r\n";
    return;
  }
  step.send += "250-" + options_.hostname + "\r\n250-PIPELINING\r\n250-SIZE " +
               std::to_string(options_.size_limit) + "\r\n250-8BITMIME\r\n";
  if (options_.offer_tls && !tls_) step.send += "250-STARTTLS\r\n";
  step.send += "250-ENHANCEDSTATUSCODES\r\n250 SMTPUTF8\r\n";
}

void Receiver::mail(std::string_view argument, Step& step) {
  if (helo_.empty()) return reply(step, {503, "5.5.1", options_.lmtp ? "say LHLO first" : "say EHLO first"});
  if (sender_given_) return reply(step, {503, "5.5.1", "sender already given"});
  if (messages_ >= options_.message_limit)
    return end(step, {421, "4.7.0", "too many messages, connect again"});
  if (!take_keyword(argument, "FROM:")) return reply(step, {501, "5.5.4", "MAIL FROM:<address>"});
  const Path path = parse_path(argument, true, false);
  if (!path.mailbox) return reply(step, path_refusal(path.fault, true));
  Sender sender;
  sender.mailbox = *path.mailbox;
  const Reply parameters = read_mail_parameters(path.rest, extended_, options_.size_limit, sender);
  if (!parameters.ok()) return reply(step, parameters);
  if (sender.mailbox.utf8 && !sender.smtputf8)
    return reply(step, {553, "5.6.7", "the address needs SMTPUTF8"});
  const Reply answer = ask([&] { return delivery_.sender(sender); });
  if (answer.ok()) {
    sender_given_ = true;
    sender_ = std::move(sender);
  }
  reply(step, answer);
}

void Receiver::rcpt(std::string_view argument, Step& step) {
  if (!sender_given_) return reply(step, {503, "5.5.1", "say MAIL first"});
  if (!take_keyword(argument, "TO:")) return reply(step, {501, "5.5.4", "RCPT TO:<address>"});
  recipient_refused_ = true;  // until it is accepted below
  const Path path = parse_path(argument, false, true);
  if (!path.mailbox) return reply(step, path_refusal(path.fault, false));
  const Reply parameters = read_rcpt_parameters(path.rest);
  if (!parameters.ok()) return reply(step, parameters);
  if (path.mailbox->utf8 && !sender_.smtputf8)
    return reply(step, {553, "5.6.7", "the address needs SMTPUTF8"});
  if (recipients_.size() >= options_.recipient_limit)
    return reply(step, {452, "4.5.3", "too many recipients"});
  const Reply answer = ask([&] { return delivery_.recipient(*path.mailbox); });
  if (answer.ok()) recipients_.push_back(*path.mailbox);
  reply(step, answer);
}

void Receiver::data(std::string_view argument, bool more, Step& step) {
  if (!argument.empty()) return refuse_data(501, "DATA takes no argument", more, step);
  if (!sender_given_) return refuse_data(503, "say MAIL and RCPT first", more, step);
  if (recipients_.empty()) {
    return refuse_data(recipient_refused_ ? 554 : 503,
                       recipient_refused_ ? "no valid recipients" : "say RCPT first", more, step);
  }
  const Reply answer = ask([&] { return delivery_.begin(transaction()); });
  if (!answer.ok()) {
    data_refused_ = true;
    return more ? end(step, answer) : reply(step, answer);
  }
  data_refused_ = false;
  state_ = State::data;
  append_failed_ = false;
  reader_ = std::make_unique<DataReader>(options_.bare == BareLineEnds::normalise);
  step.send += "354 end with <CRLF>.<CRLF>\r\n";
}

// S3: what the client sends behind a refused DATA may be a message, which must not be run as commands.
void Receiver::refuse_data(int code, std::string_view text, bool more, Step& step) {
  if (more) return end(step, {554, "5.5.1", std::string(text)});
  data_refused_ = code != 503;  // out of order, no message can be on its way
  reply(step, {code, code == 501 ? "5.5.4" : "5.5.1", std::string(text)});
}

void Receiver::start_tls(std::string_view argument, Step& step) {
  if (!options_.offer_tls) return reply(step, {502, "5.5.1", "TLS is not offered"});
  if (tls_) return reply(step, {503, "5.5.1", "TLS is on"});
  if (!argument.empty()) return reply(step, {501, "5.5.4", "STARTTLS takes no argument"});
  reply(step, {220, "2.0.0", "ready to start TLS"});
  step.start_tls = true;
}

void Receiver::take_data_bytes(std::string_view& bytes, Step& step) {
  std::string content;
  const bool finished = reader_->take(bytes, content);
  // Beyond a limit nothing is passed on, so that memory and disk stay flat; the client is told at the end
  // (S7).
  if (!content.empty() && !append_failed_ && verdict().ok()) {
    try {
      delivery_.append(content);
    } catch (...) {
      append_failed_ = true;
    }
  }
  if (finished) finish_message(step);
}

// What the message looks like so far.
Reply Receiver::verdict() const {
  if (reader_->size() > options_.size_limit) return {552, "5.3.4", "message too large"};
  if (options_.bare == BareLineEnds::refuse) {
    if (reader_->bare_line_ends()) return {550, "5.5.2", "bare CR or LF in the message"};
    if (reader_->longest_line() > kLongestLine) return {500, "5.5.2", "a line is longer than 1000 octets"};
  }
  if (reader_->received_fields() > options_.received_limit)
    return {554, "5.4.6", "too many hops, a mail loop"};
  return append_failed_ ? kTryLater : Reply{250, "2.0.0", "ok"};
}

void Receiver::finish_message(Step& step) {
  state_ = State::command;
  ++messages_;
  std::vector<Reply> replies;
  const Reply checked = verdict();
  if (checked.ok()) {
    try {
      replies = delivery_.finish();
    } catch (...) {
      replies.clear();
    }
    if (replies.empty()) replies.push_back(kTryLater);
    sender_given_ = false;  // the delivery is done with it
    if (options_.lmtp) replies.resize(recipients_.size(), kTryLater);
  } else {
    replies.assign(recipients_.size(), checked);
  }
  if (!options_.lmtp) replies.resize(1);
  reset_transaction();
  for (const Reply& one : replies) {
    if (state_ != State::over) reply(step, one);
  }
  if (draining_ && state_ != State::over) end(step, {421, "4.3.2", "shutting down"});
}

Transaction Receiver::transaction() const {
  Transaction made;
  made.peer = peer_;
  made.helo = helo_;
  made.protocol = protocol_name(options_.lmtp, extended_, tls_, sender_.smtputf8);
  made.tls = tls_;
  made.sender = sender_;
  made.recipients = recipients_;
  made.trace = trace_fields(made, options_.hostname, clock_.now());
  return made;
}

void Receiver::reply(Step& step, const Reply& reply) {
  step.send += std::to_string(reply.code) + " ";
  if (!reply.enhanced.empty()) step.send += reply.enhanced + " ";
  for (const char c : reply.text) step.send.push_back(c == '\r' || c == '\n' ? ' ' : c);
  step.send += "\r\n";
  if (reply.code == 421) {
    state_ = State::over;
    step.close = true;
    reset_transaction();
  }
  if (reply.code >= 500 && ++errors_ >= options_.error_limit && state_ != State::over) {
    end(step, {421, "4.7.0", "too many errors"});
  }
}

void Receiver::end(Step& step, const Reply& last) {
  state_ = State::over;
  reset_transaction();
  reply(step, last);
  step.close = true;
}

void Receiver::reset_transaction() noexcept {
  if (sender_given_) delivery_.abort();
  sender_given_ = false;
  sender_ = {};
  recipients_.clear();
  recipient_refused_ = false;
  reader_.reset();
}

}  // namespace aproape::smtp
