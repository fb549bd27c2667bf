#include "sim/mail/post.hpp"

#include <cstdio>
#include <ctime>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

#include "sim/arguments.hpp"
#include "sim/commands.hpp"

namespace sim {

int deliver(std::unique_ptr<SmtpClient>& client, const std::string& to, const std::string& centre,
            const Letter& letter, const std::atomic<bool>& stop) {
  constexpr int kTries = 600;
  constexpr int kDeferrals = 20;  // a refusal for now that lasts longer is told as it is
  int code = 0;
  for (int attempt = 0; attempt < kTries && !stop; ++attempt) {
    try {
      if (!client) client = std::make_unique<SmtpClient>(to);
      code = client->deliver(letter.sender, centre, letter.raw);
      if (code / 100 != 4 || attempt >= kDeferrals) return code;
    } catch (const std::runtime_error&) {
      client.reset();
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return code;
}

void write_down(Log& log, const Letter& letter, const std::string& began) {
  log.write("mail",
            {{"message_id", letter.message_id},
             {"kind", letter.kind},
             {"topic", letter.topic},
             {"language", letter.language},
             {"sender", letter.sender},
             {"from", letter.from},
             {"subject", letter.subject},
             {"bytes", letter.raw.size()}},
            began);
}

Post::Post(const Correspondence& plan, Log& log, const std::atomic<bool>& stop)
    : plan_(plan),
      log_(log),
      stop_(stop),
      writer_(plan.seed, plan.centre, std::to_string(plan.seed) + "." + std::to_string(std::time(nullptr)),
              plan.size),
      began_(std::chrono::steady_clock::now()) {}

double Post::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
}

bool Post::draw(Letter& letter) {
  std::chrono::steady_clock::time_point due;
  {
    const std::lock_guard lock(guard_);
    if (stop_ || (plan_.count >= 0 && drawn_ >= plan_.count)) return false;
    letter = writer_.next();
    due =
        began_ + std::chrono::microseconds(
                     plan_.rate > 0 ? static_cast<long>(1e6 * static_cast<double>(drawn_) / plan_.rate) : 0);
    ++drawn_;
  }
  std::this_thread::sleep_until(due);
  return true;
}

void Post::carry() {
  std::unique_ptr<SmtpClient> client;
  Letter letter;
  while (draw(letter)) {
    const std::string began = moment_now();
    if (deliver(client, plan_.to, plan_.centre, letter, stop_) == 250) {
      write_down(log_, letter, began);
      ++sent_;
    } else {
      ++refused_;
    }
  }
}

void Post::run() {
  std::vector<std::jthread> carriers;
  for (int i = 0; i < plan_.connections; ++i) carriers.emplace_back([this] { carry(); });
}

int mail(const std::vector<std::string>& words) {
  Correspondence plan;
  std::string log_path;
  bool forever = false;
  Arguments arguments;
  arguments.value("--to", plan.to);
  arguments.value("--rate", plan.rate);
  arguments.value("--count", plan.count);
  arguments.flag("--forever", forever);
  arguments.value("--connections", plan.connections);
  arguments.value("--seed", plan.seed);
  arguments.value("--size", plan.size);
  arguments.value("--centre", plan.centre);
  arguments.value("--log", log_path);
  arguments.read(words);
  require("--to", plan.to);
  if (forever) plan.count = -1;
  Log log(log_path);
  Post post(plan, log, g_stop);
  post.run();
  const double seconds = post.seconds();
  std::printf("{\"sent\":%ld,\"refused\":%ld,\"seconds\":%.3f,\"rate\":%.1f}\n", post.sent(), post.refused(),
              seconds, static_cast<double>(post.sent()) / seconds);
  return 0;
}

}  // namespace sim
