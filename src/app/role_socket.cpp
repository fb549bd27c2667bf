#include "app/role_socket.hpp"

#include <signal.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <string>
#include <system_error>

#include "base/error.hpp"

namespace aproape::app {
namespace {

constexpr std::size_t kHostShown = 16;
constexpr std::size_t kLongest = sizeof(sockaddr_un::sun_path) - 1;
constexpr std::string_view kEnd = ".sock";

std::string prefix_of_host(std::string_view role) {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) name[0] = '\0';
  return std::string(role) + '.' + std::string(name.data()).substr(0, kHostShown) + '.';
}

bool is_dead(std::string_view pid) {
  int number = 0;
  const auto [end, fault] = std::from_chars(pid.data(), pid.data() + pid.size(), number);
  if (fault != std::errc{} || end != pid.data() + pid.size() || number <= 0) return false;
  return ::kill(number, 0) != 0 && errno == ESRCH;
}

}  // namespace

RoleSocket::RoleSocket(const std::filesystem::path& data_dir, std::string_view role) {
  const std::filesystem::path folder = data_dir / "run";
  std::filesystem::create_directories(folder);
  const std::string prefix = prefix_of_host(role);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string name = entry.path().filename();
    if (!name.starts_with(prefix) || !name.ends_with(kEnd)) continue;
    std::error_code ignored;  // another node may have been faster
    if (is_dead(std::string_view(name).substr(prefix.size(), name.size() - prefix.size() - kEnd.size())))
      std::filesystem::remove(entry.path(), ignored);
  }
  path_ = folder / (prefix + std::to_string(::getpid()) + std::string(kEnd));
  const std::size_t size = path_.native().size();
  if (size > kLongest)
    throw Error(ErrorKind::invalid, "config.bad_value",
                "data.dir is too long by " + std::to_string(size - kLongest) +
                    " bytes: the path of a socket in it holds " + std::to_string(kLongest));
}

RoleSocket::~RoleSocket() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace aproape::app
