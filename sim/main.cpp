// aproape-sim: the outside world for tests, demonstrations and benchmarks. `aproape simulate` starts it.
#include <csignal>
#include <cstdio>
#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/commands.hpp"

namespace sim {

std::atomic<bool> g_stop{false};

}  // namespace sim

namespace {

constexpr const char* kHelp =
    "usage: aproape simulate mail --to HOST:PORT [options]       citizens who write\n"
    "  --rate N          mails a second (default: as fast as the server takes them)\n"
    "  --count N         how many (default 100); --forever: until SIGTERM\n"
    "  --connections N   at the same time (default 4)\n"
    "  --seed N          the same seed tells the same stories (default 1)\n"
    "  --size BYTES      all plain and about so large (default: the natural mix)\n"
    "  --centre ADDRESS  where they write to (default contact@informatiiconsulare.ro)\n"
    "  --log FILE        one line of JSON for each mail that was acknowledged\n"
    "Prints one line of JSON at the end: sent, refused, seconds, rate.\n"
    "\n"
    "usage: aproape simulate desk --api URL --accounts FILE [options]   staff who take and answer\n"
    "  --accounts FILE   a line each: LOGIN PASSWORD, or a bearer token\n"
    "  --operators N     how many of them work (default: all); --seconds N: so long (default: until "
    "SIGTERM)\n"
    "  --speed N         a person's time passes so many times faster (default 1)\n"
    "  --seed N          everybody decides by it (default 1)\n"
    "  --decline SHARE   of offers (default 0.03); --pause SHARE of idle looks (0.02)\n"
    "  --to HOST:PORT    SMTP door where asked citizens write back; --reply SHARE of them (default 0.35)\n"
    "  --log FILE        one line of JSON for each thing done; --check: compare it with the centre at the "
    "end\n"
    "\n"
    "usage: aproape simulate check --api URL --accounts FILE --log FILE [--log FILE]...\n"
    "Compares the logs of mail, desk and pilot with what the centre shows: each mail, each deed at each "
    "case.\n"
    "  --whole           the centre has nothing else: its reports are compared too (an account that may read "
    "them)\n"
    "Prints one line of JSON, the differences on stderr; exit 1 where there is one.\n"
    "\n"
    "usage: aproape simulate pilot --to HOST:PORT --api URL --accounts FILE --log FILE [options]\n"
    "The pilot replayed: --mails N (default 12500) in --minutes M (60), staff at work (--speed 10), then the "
    "check.\n"
    "\n"
    "usage: aproape simulate sms-gateway --centre URL [options]\n"
    "A simulated SMS gateway (Kannel's sendsms) with phones behind it; nothing leaves this machine.\n"
    "  --port N              where it listens on loopback (default: any; printed)\n"
    "  --user U --secret S   what a caller must say\n"
    "  --incoming-secret S   what it says when it brings a message (sms.incoming_secret)\n"
    "  --log FILE            one line of JSON for each message and report\n";

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string, std::function<int(const std::vector<std::string>&)>> commands{
      {"mail", sim::mail},
      {"desk", sim::desk},
      {"check", sim::check},
      {"pilot", sim::pilot},
      {"sms-gateway", sim::sms_gateway}};
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (!words.empty() && words.front() == "--help") {
    std::fputs(kHelp, stdout);
    return 0;
  }
  const auto command = words.empty() ? commands.end() : commands.find(words.front());
  if (command == commands.end()) {
    std::fputs(kHelp, stderr);
    return 2;
  }
  std::signal(SIGTERM, [](int) { sim::g_stop = true; });
  std::signal(SIGINT, [](int) { sim::g_stop = true; });
  try {
    return command->second({words.begin() + 1, words.end()});
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "aproape simulate: %s\n%s", error.what(), kHelp);
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "aproape simulate: %s\n", error.what());
    return 1;
  }
}
