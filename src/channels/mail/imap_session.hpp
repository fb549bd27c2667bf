#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "channels/mail/imap_transport.hpp"
#include "channels/mail/mailbox_repository.hpp"
#include "channels/mail/spool.hpp"
#include "formats/imap/command.hpp"
#include "formats/imap/response.hpp"

namespace aproape::mail {

// The dozen commands of IMAP4rev1 (RFC 3501, IDLE RFC 2177) that fetching needs. Never changes anything at
// the server: the folder is opened by EXAMINE and bodies come by BODY.PEEK. One thread. Functions throw
// Error{unavailable, "imap.…"} or {invalid, "imap.…"}; the session is then of no more use.
class ImapSession {
 public:
  // Connects, secures and signs in. `password` in the clear.
  ImapSession(const Mailbox& mailbox, const std::string& password, ImapTransport::Stopped stopped);

  struct Folder {
    std::int64_t uid_validity = 0;
    std::int64_t messages = 0;
  };
  // Throws Error{invalid, "imap.folder"} where there is no such folder.
  [[nodiscard]] Folder open(const std::string& folder);
  // Numbers of the messages with a UID over `last`, rising.
  [[nodiscard]] std::vector<std::uint32_t> uids_after(std::int64_t last);
  enum class Got { message, too_large, gone };
  // The message into `spool`; too_large over `limit` bytes: skipped. gone: deleted meanwhile.
  [[nodiscard]] Got fetch(std::uint32_t uid, std::int64_t limit, Spool& spool);
  // Waits until the server tells of new mail, `limit` is over or a stop was asked for.
  void idle(Millis limit);
  [[nodiscard]] bool can_idle() const { return can_idle_; }
  void logout() noexcept;

 private:
  using OnResponse = std::function<void(const imap::Response&)>;
  // Sends, reads up to the tagged answer and hands every untagged one to `each`.
  imap::Response command(const std::string& text, const OnResponse& each = {});
  [[nodiscard]] imap::Response next(Millis limit);
  imap::Response until_tagged(const std::string& tag, const OnResponse& each);
  void sign_in(const std::string& login, const std::string& password);
  void learn_capabilities();

  ImapTransport::Stopped stopped_;
  ImapTransport transport_;
  imap::ResponseReader reader_;
  imap::Tags tags_;
  bool can_idle_ = false;
  bool can_start_tls_ = false;
};

}  // namespace aproape::mail
