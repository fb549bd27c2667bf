#include "decode/sandbox.hpp"

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <memory>
#include <vector>

#include "decode/unix_socket.hpp"

namespace aproape::decode {
namespace {

bool limit(__rlimit_resource resource, rlim_t value) {
  const rlimit both{value, value};
  return setrlimit(resource, &both) == 0;
}

bool set_limits() {
#ifndef APROAPE_SANITIZED
  if (!limit(RLIMIT_AS, rlim_t{512} << 20U)) return false;  // a sanitizer maps terabytes of shadow
#endif
  // One second more on the hard side, so that the end is SIGXCPU and not SIGKILL.
  const rlimit cpu{kCpuSeconds, kCpuSeconds + 1};
  return setrlimit(RLIMIT_CPU, &cpu) == 0 && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 16) &&
         limit(RLIMIT_CORE, 0);
}

#ifdef APROAPE_SANITIZED
constexpr std::uint32_t kOtherwise = SCMP_ACT_ERRNO(EPERM);  // the sanitizer's own calls may fail, not kill
#else
constexpr std::uint32_t kOtherwise = SCMP_ACT_KILL_PROCESS;
#endif

// The compiled filter; empty until prepare_sandbox.
std::vector<sock_filter>& program() {
  static std::vector<sock_filter> compiled;
  return compiled;
}

// libseccomp writes its program to a descriptor only.
bool compile(scmp_filter_ctx filter) {
  const Descriptor file(::memfd_create("filter", MFD_CLOEXEC));
  if (!file || seccomp_export_bpf(filter, file.get()) != 0) return false;
  const off_t size = ::lseek(file.get(), 0, SEEK_END);
  if (size <= 0 || ::lseek(file.get(), 0, SEEK_SET) != 0) return false;
  program().resize(static_cast<std::size_t>(size) / sizeof(sock_filter));
  return ::read(file.get(), program().data(), static_cast<std::size_t>(size)) == size;
}

bool load_filter() {
  if (program().empty()) return false;
  const sock_fprog loaded{static_cast<unsigned short>(program().size()), program().data()};
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &loaded) == 0;
}

}  // namespace

bool prepare_sandbox() {
  static constexpr std::array allowed{
      SCMP_SYS(read),           SCMP_SYS(readv),         SCMP_SYS(pread64),
      SCMP_SYS(write),          SCMP_SYS(writev),        SCMP_SYS(close),
      SCMP_SYS(lseek),          SCMP_SYS(fstat),         SCMP_SYS(newfstatat),
      SCMP_SYS(mmap),           SCMP_SYS(munmap),        SCMP_SYS(mremap),
      SCMP_SYS(madvise),        SCMP_SYS(mprotect),      SCMP_SYS(brk),
      SCMP_SYS(exit),           SCMP_SYS(exit_group),    SCMP_SYS(rt_sigreturn),
      SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigaction),  SCMP_SYS(futex),
      SCMP_SYS(getrandom),      SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday),
      SCMP_SYS(getpid),         SCMP_SYS(gettid),        SCMP_SYS(tgkill),
      SCMP_SYS(sched_yield),    SCMP_SYS(sigaltstack),   SCMP_SYS(sched_getaffinity)};
  // Libraries look for files (charset modules, time zones, settings) and go on well without them.
  static constexpr std::array refused{SCMP_SYS(open),     SCMP_SYS(openat), SCMP_SYS(stat),
                                      SCMP_SYS(lstat),    SCMP_SYS(access), SCMP_SYS(statx),
                                      SCMP_SYS(readlink), SCMP_SYS(ioctl)};
  const std::unique_ptr<void, decltype(&seccomp_release)> filter(seccomp_init(kOtherwise), &seccomp_release);
  if (!filter) return false;
  for (const int call : allowed)
    if (seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0) != 0) return false;
  for (const int call : refused)
    if (seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(EACCES), call, 0) != 0) return false;
  return compile(filter.get());
}

bool enter_sandbox() {
  return prctl(PR_SET_PDEATHSIG, SIGKILL) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         prctl(PR_SET_DUMPABLE, 0) == 0 && set_limits() && load_filter();
}

}  // namespace aproape::decode
