#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

#include "base/error.hpp"
#include "decode/client.hpp"
#include "decode/unix_socket.hpp"

using namespace aproape;

namespace {

// A decode role in a forked process, stopped at the end of the test.
class Role {
 public:
  explicit Role(Millis wall = 30 * kSecond) {
    std::string name = "/tmp/aproape-decode-test-XXXXXX";
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
    pid_ = ::fork();
    if (pid_ == 0) ::_exit(decode::run_role(socket(), wall));
    while (!decode::connect_to(socket())) std::this_thread::yield();
  }
  ~Role() {
    ::kill(pid_, SIGTERM);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    CHECK(WIFEXITED(status));
    std::filesystem::remove_all(folder_);
  }
  Role(const Role&) = delete;
  Role& operator=(const Role&) = delete;

  [[nodiscard]] std::filesystem::path socket() const { return folder_ / "s"; }

  // Until no child is left of what was asked before, such as the constructor's knock: its reader would be
  // taken for the next one. A whole mail goes first, because the role takes connections in their order.
  void settle() {
    (void)read("Subject: s\r\n\r\ntext\r\n");
    const std::string path = "/proc/" + std::to_string(pid_) + "/task/" + std::to_string(pid_) + "/children";
    for (pid_t child = 0; std::ifstream(path) >> child;) std::this_thread::yield();
  }

  // The one child that reads now.
  [[nodiscard]] pid_t reader() const {
    const std::string path = "/proc/" + std::to_string(pid_) + "/task/" + std::to_string(pid_) + "/children";
    while (true) {
      pid_t child = 0;
      if (std::ifstream(path) >> child) return child;
      std::this_thread::yield();
    }
  }

  decode::MailResult read(const std::string& mail) {
    const decode::Descriptor file(::memfd_create("mail", MFD_CLOEXEC));
    REQUIRE(decode::write_all(file.get(), mail));
    return decode::Client(socket()).mail(file.get());
  }

 private:
  std::filesystem::path folder_;
  pid_t pid_ = -1;
};

// What the client is told where its reader, which waits for the rest of a pipe, meets `end`; then another
// mail is read as if nothing had been.
std::string told_after(Role& role, const std::function<void(pid_t)>& end) {
  std::array<int, 2> pipe{};
  REQUIRE(::pipe2(pipe.data(), O_CLOEXEC) == 0);
  const decode::Descriptor out(pipe[0]);
  const decode::Descriptor in(pipe[1]);
  REQUIRE(decode::write_all(in.get(), "From: ana@example.org\r\n"));
  std::string key;
  role.settle();
  std::thread client([&] {
    try {
      static_cast<void>(decode::Client(role.socket()).mail(out.get()));
    } catch (const Error& error) {
      key = error.key();
    }
  });
  const pid_t reader = role.reader();
  // It has the descriptor, and so the mail, once the pipe is empty.
  for (int left = 1; left > 0;) {
    REQUIRE(::ioctl(out.get(), FIONREAD, &left) == 0);
    std::this_thread::yield();
  }
  end(reader);
  client.join();
  return key;
}

const std::string kHead = "From: Ana <ana@example.org>\r\nTo: contact@example.org\r\nSubject: Proba\r\n";

}  // namespace

TEST_CASE("a mail travels through the role, its attachments beside it") {
  Role role;
  const auto read =
      role.read(kHead +
                "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nBun\xc4\x83 ziua\r\n"
                "--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: "
                "base64\r\n\r\nJVBERi0=\r\n--b--\r\n");
  CHECK(read.mail.subject == "Proba");
  CHECK(read.mail.from.name == "Ana");
  CHECK(read.mail.text == "Bun\xc4\x83 ziua\n");
  REQUIRE(read.mail.attachments.size() == 1);
  CHECK(read.mail.attachments[0].name == "a.pdf");
  CHECK(read.payload == "%PDF-");
}

TEST_CASE("charsets are read inside the sandbox, where no file can be opened") {
  Role role;
  const std::string words =
      "Pa\xba"
      "aport pierdut \xee"
      "n sta\xfe"
      "ie";
  for (const std::string charset : {"windows-1250", "iso-8859-2", "iso-8859-16", "iso-8859-1"}) {
    CAPTURE(charset);
    const auto text =
        role.read(kHead + "Content-Type: text/plain; charset=" + charset + "\r\n\r\n" + words + "\r\n")
            .mail.text;
    const bool cedilla = text == "Pa\u015faport pierdut \u00een sta\u0163ie\n";
    const bool comma = text == "Pa\u0219aport pierdut \u00een sta\u021bie\n";
    CHECK((cedilla || comma));
  }
}

TEST_CASE("shapes made to break readers are read or marked, in less than a second of CPU") {
  Role role;
  std::string deep = kHead;
  for (int i = 0; i < 10'000; ++i) {
    const std::string n = std::to_string(i);
    deep += "Content-Type: multipart/mixed; boundary=\"b" + n + "\"\r\n\r\n--b" + n + "\r\n";
  }
  CHECK(role.read(deep + "\r\nfund\r\n").mail.flags ==
        std::vector<std::string>{"unterminated", "depth_limit"});

  std::string many = kHead + "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < 100'000; ++i) many += "--b\r\nContent-Type: text/plain\r\n\r\np\r\n";
  const auto parts = role.read(many + "--b--\r\n").mail;
  CHECK(parts.text.starts_with("p\np\n"));
  CHECK(parts.flags == std::vector<std::string>{"part_limit"});

  std::string headers;
  for (int i = 0; i < 200'000; ++i) headers += "X-H: v\r\n";
  const auto flood = role.read(headers + kHead + "\r\ntext\r\n").mail;
  CHECK(flood.subject == "Proba");
  CHECK(flood.text == "text\n");

  const auto brackets =
      role.read("From: " + std::string(200'000, '(') + " a@example.org\r\nSubject: s\r\n\r\ntext\r\n").mail;
  CHECK(brackets.subject == "s");
  CHECK(brackets.text == "text\n");
}

TEST_CASE("the role outlives clients that say nothing, and a socket without a role says so") {
  std::filesystem::path gone;
  {
    Role role;
    gone = role.socket();
    { const auto silent = decode::connect_to(role.socket()); }
    CHECK(role.read(kHead + "\r\nmerge\r\n").mail.text == "merge\n");
  }
  try {
    static_cast<void>(decode::Client(gone).mail(0));
    FAIL("no role answers there");
  } catch (const Error& error) {
    CHECK(error.key() == "decode.down");
  }
}

TEST_CASE("a reader that dies or meets a limit is told to the client, and the next mail is read") {
  Role role;
  CHECK(told_after(role, [](pid_t reader) { ::kill(reader, SIGSYS); }) == "decode.crashed");
  CHECK(told_after(role, [](pid_t reader) { ::kill(reader, SIGKILL); }) == "decode.crashed");
  CHECK(told_after(role, [](pid_t reader) { ::kill(reader, SIGXCPU); }) == "decode.limit");
  CHECK(role.read(kHead + "\r\nmerge\r\n").mail.text == "merge\n");
}

TEST_CASE("a reader that never comes to an end is ended") {
  Role role(200);
  CHECK(told_after(role, [](pid_t) {}) == "decode.limit");
  CHECK(role.read(kHead + "\r\nmerge\r\n").mail.text == "merge\n");
}
