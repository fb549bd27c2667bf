// Messages a second through the role, and CPU for each. Prints one line for 8 kB and one for 1 MB mails.
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>

#include "decode/client.hpp"
#include "decode/unix_socket.hpp"

namespace {

using aproape::Clock;

void measure(const std::filesystem::path& socket, std::size_t size, int count) {
  std::string mail = "From: Ana <ana@example.org>\r\nSubject: =?utf-8?q?Pa=C8=99aport?=\r\n\r\n";
  while (mail.size() < size)
    mail +=
        "Bun\xC4\x83 ziua, am o problem\xC4\x83 cu pa\xC8\x99"
        "aportul.\r\n";
  const aproape::decode::Descriptor file(::memfd_create("mail", MFD_CLOEXEC));
  if (!aproape::decode::write_all(file.get(), mail)) return;
  aproape::decode::Client client(socket);
  const auto begin = Clock::system().monotonic();
  for (int i = 0; i < count; ++i) static_cast<void>(client.mail(file.get()));
  const auto took = static_cast<double>(Clock::system().monotonic() - begin);
  std::printf("%zu bytes: %.0f messages/s, %.3f ms each\n", size, count * 1000.0 / took, took / count);
}

double cpu_seconds(int who) {
  rusage used{};
  ::getrusage(who, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

}  // namespace

int main() {
  const auto socket =
      std::filesystem::temp_directory_path() / ("aproape-bench-" + std::to_string(::getpid()));
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(aproape::decode::run_role(socket));
  while (!aproape::decode::connect_to(socket)) std::this_thread::yield();
  measure(socket, 8U << 10U, 2000);
  measure(socket, 1U << 20U, 100);
  ::kill(pid, SIGTERM);
  ::waitpid(pid, nullptr, 0);
  std::printf("CPU of client and role: %.2f s\n", cpu_seconds(RUSAGE_SELF) + cpu_seconds(RUSAGE_CHILDREN));
}
