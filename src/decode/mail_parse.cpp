#include "decode/mail_parse.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ostream>

#include "base/error.hpp"
#include "base/log.hpp"
#include "decode/client.hpp"
#include "decode/unix_socket.hpp"
#include "formats/mime/charset.hpp"

namespace aproape::decode {
namespace {

constexpr int kUnreadable = 2;

json::Value mailbox(const protocol::MailAddress& from) {
  return json::Object{{"name", from.name}, {"address", from.address}};
}

protocol::DecodedMail read_one(Client& client, int descriptor) {
  try {
    return client.mail(descriptor).mail;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::unavailable) throw;
    protocol::DecodedMail unread;
    unread.flags.emplace_back(error.key() == "decode.limit" ? "decode_limit" : "decode_crashed");
    return unread;
  }
}

}  // namespace

json::Value mail_line(const std::string& file, const protocol::DecodedMail& mail) {
  json::Array to;
  for (const auto& one : mail.to) to.push_back(mailbox(one));
  json::Array references;
  for (const auto& one : mail.references) references.emplace_back(one);
  json::Array attachments;
  for (const auto& one : mail.attachments)
    attachments.emplace_back(
        json::Object{{"name", one.name}, {"type", one.type}, {"size", one.size}, {"sha256", one.sha256}});
  json::Array flags;
  for (const auto& one : mail.flags) flags.emplace_back(one);
  return json::Object{{"file", file},
                      {"subject", mail.subject},
                      {"from", mailbox(mail.from)},
                      {"to", std::move(to)},
                      {"date", mail.date ? json::Value(to_rfc3339(*mail.date)) : json::Value{}},
                      {"message_id", mail.message_id},
                      {"in_reply_to", mail.in_reply_to},
                      {"references", std::move(references)},
                      {"text", mail.text},
                      {"attachments", std::move(attachments)},
                      {"class", protocol::name_of(mail.kind)},
                      {"flags", std::move(flags)}};
}

int mail_parse(const std::vector<std::string>& files, std::ostream& out) {
  const LocalRole role;
  Client client(role.socket());
  int code = 0;
  for (const auto& file : files) {
    const Descriptor opened(file == "-" ? ::dup(STDIN_FILENO) : ::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat facts {};
    if (!opened || ::fstat(opened.get(), &facts) != 0 || S_ISDIR(facts.st_mode)) {
      log::error("mail.file_unreadable",
                 {{"file", file}, {"reason", std::strerror(opened ? EISDIR : errno)}});
      code = kUnreadable;
      continue;
    }
    // A name in another encoding must not make the line unreadable JSON.
    out << json::write(mail_line(mime::scrub_utf8(file), read_one(client, opened.get()))) << '\n';
  }
  out.flush();
  return code;
}

}  // namespace aproape::decode
