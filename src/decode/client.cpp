#include "decode/client.hpp"

#include <array>

#include "base/error.hpp"
#include "base/json.hpp"
#include "decode/unix_socket.hpp"
#include "protocol/decode_frame.hpp"

namespace aproape::decode {
namespace {

class Answer {
 public:
  Answer(int socket, Millis deadline) : socket_(socket), deadline_(deadline) {}

  void read(char* to, std::size_t size) {
    switch (read_exactly(socket_, to, size, deadline_)) {
      case ReadEnd::done:
        return;
      case ReadEnd::late:
        throw Error(ErrorKind::invalid, "decode.limit", "no answer in time");
      case ReadEnd::closed:
        throw Error(ErrorKind::unavailable, "decode.down", "connection closed");
    }
  }

  std::string text(std::size_t size) {
    std::string out(size, '\0');
    read(out.data(), size);
    return out;
  }

 private:
  int socket_;
  Millis deadline_;
};

}  // namespace

Client::Client(std::filesystem::path socket) : socket_(std::move(socket)) {}
Client::~Client() = default;

MailResult Client::mail(int descriptor, Millis limit) {
  const Descriptor connection = connect_to(socket_);
  if (!connection || !send_descriptor(connection.get(), descriptor))
    throw Error(ErrorKind::unavailable, "decode.down", "cannot reach the role");
  Answer answer(connection.get(), Clock::system().monotonic() + limit);
  std::array<char, protocol::kFrameHeader> head{};
  answer.read(head.data(), head.size());
  const auto frame = protocol::read_frame_header(head);
  if (!frame) throw Error(ErrorKind::invalid, "decode.crashed", "no frame");
  if (frame->kind == protocol::FrameKind::limit)
    throw Error(ErrorKind::invalid, "decode.limit", "told by the role");
  if (frame->kind == protocol::FrameKind::crashed)
    throw Error(ErrorKind::invalid, "decode.crashed", "told by the role");
  const std::string json = answer.text(frame->json);
  MailResult result;
  result.payload = answer.text(frame->payload);
  if (answer.text(protocol::kFrameEnd.size()) != protocol::kFrameEnd)
    throw Error(ErrorKind::invalid, "decode.crashed", "died while answering");
  result.mail = protocol::decoded_mail_from_json(json::parse(json));
  // The reader is not trusted: a hole that a mail tore into it must not reach past the payload.
  for (const auto& file : result.mail.attachments) {
    const auto size = static_cast<std::int64_t>(result.payload.size());
    if (file.offset < 0 || file.size < 0 || file.offset > size || file.size > size - file.offset)
      throw Error(ErrorKind::invalid, "decode.crashed", "attachment outside the payload");
  }
  return result;
}

}  // namespace aproape::decode
