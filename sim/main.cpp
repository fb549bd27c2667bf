// aproape-sim: the outside world for tests, demonstrations and benchmarks. `aproape simulate` starts it.
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "sim/mail/letter.hpp"
#include "sim/mail/smtp_client.hpp"

namespace {

constexpr const char* kHelp =
    "usage: aproape simulate mail --to HOST:PORT [options]\n"
    "  --rate N          mails a second (default: as fast as the server takes them)\n"
    "  --count N         how many (default 100); --forever: until SIGTERM\n"
    "  --connections N   at the same time (default 4)\n"
    "  --seed N          the same seed tells the same stories (default 1)\n"
    "  --size BYTES      all plain and about so large (default: the natural mix)\n"
    "  --centre ADDRESS  where they write to (default contact@informatiiconsulare.ro)\n"
    "  --log FILE        one line of JSON for each mail that was acknowledged\n"
    "Prints one line of JSON at the end: sent, refused, seconds, rate.\n";

struct Options {
  std::string to;
  std::string centre = "contact@informatiiconsulare.ro";
  std::string log;
  double rate = 0;
  long count = 100;
  int connections = 4;
  unsigned long seed = 1;
  std::size_t size = 0;
};

std::atomic<bool> g_stop{false};

Options read_options(int argc, char** argv) {
  Options options;
  for (int i = 2; i < argc; ++i) {
    const std::string name = argv[i];
    if (name == "--forever") {
      options.count = -1;
      continue;
    }
    if (i + 1 >= argc) throw std::invalid_argument(name + " wants a value");
    const std::string value = argv[++i];
    if (name == "--to")
      options.to = value;
    else if (name == "--rate")
      options.rate = std::stod(value);
    else if (name == "--count")
      options.count = std::stol(value);
    else if (name == "--connections")
      options.connections = std::stoi(value);
    else if (name == "--seed")
      options.seed = std::stoul(value);
    else if (name == "--size")
      options.size = std::stoul(value);
    else if (name == "--centre")
      options.centre = value;
    else if (name == "--log")
      options.log = value;
    else
      throw std::invalid_argument("unknown option " + name);
  }
  if (options.to.empty()) throw std::invalid_argument("--to is missing");
  return options;
}

// As a JSON text; our subjects hold no control characters.
std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '"' || c == '\\') out.push_back('\\');
    out.push_back(c);
  }
  return out;
}

// The letters of all connections, in one order; each drawn at its own moment.
class Post {
 public:
  explicit Post(const Options& options)
      : options_(options),
        writer_(options.seed, options.centre,
                std::to_string(options.seed) + "." + std::to_string(std::time(nullptr)), options.size),
        began_(std::chrono::steady_clock::now()) {
    if (!options.log.empty()) log_.open(options.log, std::ios::trunc);
  }

  // The next letter once its time has come; false where there is no more.
  bool draw(sim::Letter& letter) {
    std::chrono::steady_clock::time_point due;
    {
      const std::lock_guard lock(guard_);
      if (g_stop || (options_.count >= 0 && drawn_ >= options_.count)) return false;
      letter = writer_.next();
      due = began_ +
            std::chrono::microseconds(
                options_.rate > 0 ? static_cast<long>(1e6 * static_cast<double>(drawn_) / options_.rate) : 0);
      ++drawn_;
    }
    std::this_thread::sleep_until(due);
    return true;
  }

  void delivered(const sim::Letter& letter, int code) {
    const std::lock_guard lock(guard_);
    if (code == 250)
      ++sent_;
    else
      ++refused_;
    if (log_.is_open() && code == 250) {
      log_ << "{\"message_id\":\"" << letter.message_id << "\",\"kind\":\"" << letter.kind
           << "\",\"topic\":\"" << letter.topic << "\",\"language\":\"" << letter.language
           << "\",\"sender\":\"" << letter.sender << "\",\"subject\":\"" << escaped(letter.subject)
           << "\",\"bytes\":" << letter.raw.size() << "}\n";
    }
  }

  void report() {
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
    std::printf("{\"sent\":%ld,\"refused\":%ld,\"seconds\":%.3f,\"rate\":%.1f}\n", sent_, refused_, seconds,
                static_cast<double>(sent_) / seconds);
  }

 private:
  const Options& options_;
  sim::Writer writer_;
  std::ofstream log_;
  std::mutex guard_;
  long drawn_ = 0;
  long sent_ = 0;
  long refused_ = 0;
  std::chrono::steady_clock::time_point began_;
};

void carry(const Options& options, Post& post) {
  std::unique_ptr<sim::SmtpClient> client;
  sim::Letter letter;
  while (post.draw(letter)) {
    // What was not acknowledged is sent again, as a mail server does.
    for (int attempt = 0; !g_stop; ++attempt) {
      try {
        if (!client) client = std::make_unique<sim::SmtpClient>(options.to);
        const int code = client->deliver(letter.sender, options.centre, letter.raw);
        if (code / 100 == 4 && attempt < 20) throw std::runtime_error("try later");
        post.delivered(letter, code);
        break;
      } catch (const std::runtime_error& error) {
        client.reset();
        if (attempt >= 100) {
          std::fprintf(stderr, "gave up: %s\n", error.what());
          post.delivered(letter, 0);
          break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
      }
    }
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc >= 2 && std::strcmp(argv[1], "--help") == 0) {
    std::fputs(kHelp, stdout);
    return 0;
  }
  if (argc < 2 || std::strcmp(argv[1], "mail") != 0) {
    std::fputs(kHelp, stderr);
    return 2;
  }
  try {
    const Options options = read_options(argc, argv);
    std::signal(SIGTERM, [](int) { g_stop = true; });
    std::signal(SIGINT, [](int) { g_stop = true; });
    Post post(options);
    std::vector<std::jthread> carriers;
    for (int i = 0; i < options.connections; ++i) carriers.emplace_back([&] { carry(options, post); });
    carriers.clear();
    post.report();
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "aproape simulate: %s\n%s", error.what(), kHelp);
    return 2;
  }
}
