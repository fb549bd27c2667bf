#include "decode/child.hpp"

#include <fcntl.h>
#include <iconv.h>
#include <openssl/sha.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <new>

#include "decode/addresses.hpp"
#include "decode/detector.hpp"
#include "decode/mail_reader.hpp"
#include "decode/sandbox.hpp"
#include "decode/unix_socket.hpp"
#include "protocol/decode_frame.hpp"

namespace aproape::decode {
namespace {

// The message in memory: mapped where it is a file, so that its pages need no copy, else read.
class Bytes {
 public:
  explicit Bytes(int descriptor) {
    struct stat facts {};
    const mime::MailLimits limits;
    if (::fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode)) {
      size_ = std::min(static_cast<std::size_t>(facts.st_size), limits.message + 1);
      if (size_ == 0) return;
      mapped_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, descriptor, 0);
      if (mapped_ == MAP_FAILED) throw std::bad_alloc();
      return;
    }
    std::array<char, 64U << 10U> buffer{};
    ssize_t got = 0;
    while (copy_.size() <= limits.message && (got = ::read(descriptor, buffer.data(), buffer.size())) > 0)
      copy_.append(buffer.data(), static_cast<std::size_t>(got));
  }

  [[nodiscard]] std::string_view view() const {
    return mapped_ != nullptr ? std::string_view(static_cast<const char*>(mapped_), size_)
                              : std::string_view(copy_);
  }

 private:
  void* mapped_ = nullptr;  // until the process ends
  std::size_t size_ = 0;
  std::string copy_;
};

bool answer(int connection, const MailResult& result) {
  const std::string json = json::write(protocol::to_json(result.mail));
  const auto header =
      protocol::write_frame_header({protocol::FrameKind::mail, static_cast<std::uint32_t>(json.size()),
                                    static_cast<std::uint32_t>(result.payload.size())});
  return write_all(connection, {header.data(), header.size()}) && write_all(connection, json) &&
         write_all(connection, result.payload) && write_all(connection, protocol::kFrameEnd);
}

}  // namespace

bool prepare_readers() {
  prepare_gmime();
  // iconv keeps a charset's module while one handle is open; these stay open for the life of the role.
  for (const auto& charset : mime::mail_charsets()) static_cast<void>(iconv_open("UTF-8", charset.c_str()));
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(digest.data(), digest.size(), digest.data());
  static_cast<void>(
      read_mail("From: =?iso-8859-2?q?a?= <a@example.org>\nDate: Tue, 24 Nov 2026 08:15:00 +0200\n\ntext\n"));
  return prepare_sandbox();
}

void read_and_exit(int connection) {
  ::signal(SIGPIPE, SIG_IGN);
  // Received before the lock: only the kernel's framing and our own client's byte are read here.
  const Descriptor mail = receive_descriptor(connection);
  if (!mail) ::_exit(kExitNobody);
  if (!enter_sandbox()) ::_exit(kExitSandbox);
  try {
    const Bytes bytes(mail.get());
    ::_exit(answer(connection, read_mail(bytes.view())) ? kExitDone : kExitNobody);
  } catch (const std::bad_alloc&) {
    ::_exit(kExitLimit);
  }
}

}  // namespace aproape::decode
