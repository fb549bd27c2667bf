#include "channels/mail/imap_session.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace aproape::mail {
namespace {

using Kind = imap::Response::Kind;

constexpr Millis kAnswerTime = 60 * kSecond;  // without a byte

class SpoolSink final : public imap::BodySink {
 public:
  SpoolSink(Spool& spool, std::int64_t limit) : spool_(spool), limit_(limit) {}
  bool begin(std::uint64_t size) override {
    spool_.clear();
    refused_ = size > static_cast<std::uint64_t>(limit_);
    return !refused_;
  }
  void append(std::string_view bytes) override { spool_.append(bytes); }
  [[nodiscard]] bool refused() const { return refused_; }

 private:
  Spool& spool_;
  std::int64_t limit_;
  bool refused_ = false;
};

void expect_ok(const imap::Response& answer, const char* key, ErrorKind kind = ErrorKind::unavailable) {
  if (answer.status != imap::Status::ok) throw Error(kind, key);
}

}  // namespace

ImapSession::ImapSession(const Mailbox& mailbox, const std::string& password, ImapTransport::Stopped stopped)
    : stopped_(stopped), transport_(mailbox.host, mailbox.port, mailbox.tls == "implicit", stopped) {
  const auto greeting = next(kAnswerTime);
  if (greeting.kind != Kind::status || greeting.status == imap::Status::bye) {
    throw Error(ErrorKind::unavailable, "imap.greeting");
  }
  learn_capabilities();
  if (mailbox.tls == "starttls") {
    if (!can_start_tls_) throw Error(ErrorKind::unavailable, "imap.tls");
    expect_ok(command("STARTTLS"), "imap.tls");
    reader_ = imap::ResponseReader();  // nothing said before the handshake counts (RFC 3501 6.2.1)
    transport_.start_tls();
  }
  sign_in(mailbox.login, password);
  learn_capabilities();
}

void ImapSession::learn_capabilities() {
  const auto answer = command("CAPABILITY", [this](const imap::Response& response) {
    if (response.kind != Kind::capability) return;
    const auto has = [&](std::string_view word) {
      return std::find(response.words.begin(), response.words.end(), word) != response.words.end();
    };
    can_idle_ = has("IDLE");
    can_start_tls_ = has("STARTTLS");
  });
  expect_ok(answer, "imap.capability");
}

void ImapSession::sign_in(const std::string& login, const std::string& password) {
  const std::string tag = tags_.next();
  std::string line = tag + " LOGIN";
  for (const std::string* word : {&login, &password}) {
    if (imap::can_quote(*word)) {
      line += " " + imap::quoted(*word);
      continue;
    }
    const auto literal = imap::literal(*word);
    transport_.send(line + " " + literal.announce);
    if (next(kAnswerTime).kind != Kind::continuation) throw Error(ErrorKind::unavailable, "imap.login");
    line = literal.bytes;
  }
  transport_.send(line + "\r\n");
  expect_ok(until_tagged(tag, {}), "imap.login");
}

imap::Response ImapSession::next(Millis limit) {
  while (true) {
    if (auto response = reader_.next()) return std::move(*response);
    const std::string bytes = transport_.receive(limit);
    if (bytes.empty()) throw Error(ErrorKind::unavailable, stopped_() ? "imap.stopped" : "imap.silent");
    reader_.feed(bytes);
  }
}

imap::Response ImapSession::until_tagged(const std::string& tag, const OnResponse& each) {
  while (true) {
    auto response = next(kAnswerTime);
    if (response.tag == tag) return response;
    if (response.status == imap::Status::bye) throw Error(ErrorKind::unavailable, "imap.bye");
    if (each) each(response);
  }
}

imap::Response ImapSession::command(const std::string& text, const OnResponse& each) {
  const std::string tag = tags_.next();
  transport_.send(tag + " " + text + "\r\n");
  return until_tagged(tag, each);
}

ImapSession::Folder ImapSession::open(const std::string& folder) {
  Folder opened;
  const auto answer =
      command("EXAMINE " + imap::quoted(imap::encode_folder(folder)), [&](const imap::Response& response) {
        if (response.kind == Kind::exists) opened.messages = response.number;
        if (response.kind == Kind::status && response.code == "UIDVALIDITY" &&
            !response.code_arguments.empty()) {
          opened.uid_validity = parse_id(response.code_arguments.front()).value_or(0);
        }
      });
  expect_ok(answer, "imap.folder", ErrorKind::invalid);
  return opened;
}

std::vector<std::uint32_t> ImapSession::uids_after(std::int64_t last) {
  std::vector<std::uint32_t> uids;
  const auto answer =
      command("UID SEARCH UID " + std::to_string(last + 1) + ":*", [&](const imap::Response& response) {
        if (response.kind != Kind::search) return;
        // "n:*" names the last message also where its UID is smaller than n (RFC 3501 6.4.8).
        for (const auto uid : response.numbers) {
          if (static_cast<std::int64_t>(uid) > last) uids.push_back(uid);
        }
      });
  expect_ok(answer, "imap.search");
  std::sort(uids.begin(), uids.end());
  return uids;
}

ImapSession::Got ImapSession::fetch(std::uint32_t uid, std::int64_t limit, Spool& spool) {
  SpoolSink sink(spool, limit);
  spool.clear();
  bool got = false;
  reader_.set_sink(&sink);
  try {
    const auto answer = command(
        "UID FETCH " + std::to_string(uid) + " (UID BODY.PEEK[])", [&](const imap::Response& response) {
          if (response.kind == Kind::fetch && response.fetched.uid == uid && response.fetched.has_body)
            got = true;
        });
    reader_.set_sink(nullptr);
    expect_ok(answer, "imap.fetch");
  } catch (...) {
    reader_.set_sink(nullptr);
    throw;
  }
  if (sink.refused()) return Got::too_large;
  return got ? Got::message : Got::gone;
}

void ImapSession::idle(Millis limit) {
  const std::string tag = tags_.next();
  transport_.send(tag + " IDLE\r\n");
  bool news = false;
  const Millis end = Clock::system().monotonic() + limit;
  while (!news) {
    if (auto response = reader_.next()) {
      if (response->tag == tag) throw Error(ErrorKind::unavailable, "imap.idle");
      if (response->status == imap::Status::bye) throw Error(ErrorKind::unavailable, "imap.bye");
      news = response->kind == Kind::exists;
      continue;
    }
    const Millis left = end - Clock::system().monotonic();
    if (left <= 0 || stopped_()) break;
    reader_.feed(transport_.receive(left));
  }
  transport_.send("DONE\r\n");
  if (!stopped_()) expect_ok(until_tagged(tag, {}), "imap.idle");
}

void ImapSession::logout() noexcept {
  try {
    transport_.send(tags_.next() + " LOGOUT\r\n");
  } catch (const Error&) {
    // The connection is gone already.
  }
}

}  // namespace aproape::mail
