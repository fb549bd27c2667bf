#include "voice/calls/journal.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <system_error>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"

namespace aproape::voice {
namespace {

constexpr std::size_t kRewriteAbove = 1U << 20U;  // bytes
using protocol::VoiceEvent;

int open_file(const std::filesystem::path& file) {
  return ::open(file.c_str(), O_CREAT | O_APPEND | O_WRONLY | O_CLOEXEC, 0600);
}

}  // namespace

Journal::Journal(std::filesystem::path file, const Clock& clock,
                 std::function<void(std::function<void()>)> post)
    : file_(std::move(file)), clock_(clock), post_(std::move(post)) {
  read();
  rewrite();
  thread_ = std::thread([this] { sync(); });
  for (const std::string& call : std::set<std::string>(running_)) {
    VoiceEvent cut;
    cut.kind = VoiceEvent::Kind::ended;
    cut.call = call;
    cut.result = "cut";
    add(std::move(cut));
    log::warning("voice.call_cut", {{"call", call}});
  }
}

Journal::~Journal() {
  {
    const std::lock_guard lock(guard_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
  if (fd_ >= 0) ::close(fd_);
}

// The file holds events and notes: {"last":9,"taken":7,"running":["…"]} where it was rewritten, {"taken":8}
// later.
void Journal::read() {
  std::ifstream in(file_);
  std::string line;
  while (std::getline(in, line)) {
    try {
      const json::Value value = json::parse(line);
      if (!value["event"].is_null()) {
        note(protocol::read_voice_event(line));
        continue;
      }
      last_ = std::max(last_, value.get_int("last"));
      taken_ = std::max(taken_, value.get_int("taken"));
      if (!value["running"].is_null())
        for (const auto& call : value["running"].as_array()) running_.insert(call.as_string());
    } catch (const Error& error) {  // the last line may be torn
      log::warning("voice.journal_line", {{"error", error.key()}});
    }
  }
  while (!waiting_.empty() && waiting_.front().number <= taken_) waiting_.pop_front();
}

void Journal::note(const VoiceEvent& event) {
  last_ = std::max(last_, event.number);
  if (event.kind == VoiceEvent::Kind::incoming) running_.insert(event.call);
  if (event.kind == VoiceEvent::Kind::ended) running_.erase(event.call);
  waiting_.push_back(event);
}

// Leaves out what app has taken. A crash in between leaves the old file.
void Journal::rewrite() {
  json::Array running;
  for (const std::string& call : running_) running.emplace_back(call);
  std::string text =
      json::write(json::Object{{"last", last_}, {"taken", taken_}, {"running", std::move(running)}}) + "\n";
  for (const VoiceEvent& event : waiting_) text += protocol::write_line(event) + "\n";
  const std::filesystem::path fresh = file_.string() + ".new";
  std::error_code gone;
  std::filesystem::remove(fresh, gone);
  const int fd = open_file(fresh);
  const bool good = fd >= 0 && ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                    ::fsync(fd) == 0 && ::rename(fresh.c_str(), file_.c_str()) == 0;
  const std::lock_guard lock(guard_);
  if (good) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = fd;
    size_ = text.size();
    return;
  }
  if (fd >= 0) ::close(fd);
  if (fd_ < 0) throw Error(ErrorKind::unavailable, "voice.journal", file_.string());
}

void Journal::append(const std::string& line) {
  if (::write(fd_, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    log::error("voice.journal_failed");
    metrics::count("aproape_voice_journal_failures_total");
  }
  size_ += line.size();
}

void Journal::add(VoiceEvent event, std::function<void()> durable) {
  event.number = last_ + 1;
  event.at = clock_.now();
  note(event);
  {
    const std::lock_guard lock(guard_);
    append(protocol::write_line(event) + "\n");
    if (durable) durable_.push_back(std::move(durable));
  }
  wake_.notify_one();
  if (tell_) tell_(event);
}

void Journal::take(std::int64_t number) {
  if (number <= taken_ || number > last_) return;
  taken_ = number;
  while (!waiting_.empty() && waiting_.front().number <= taken_) waiting_.pop_front();
  if (size_ > kRewriteAbove) return rewrite();
  const std::lock_guard lock(guard_);
  append(json::write(json::Object{{"taken", taken_}}) + "\n");
}

void Journal::sync() {
  std::unique_lock lock(guard_);
  while (true) {
    wake_.wait(lock, [&] { return stop_ || !durable_.empty(); });
    if (durable_.empty() && stop_) break;
    const auto waiting = std::move(durable_);
    durable_.clear();
    const int fd = ::dup(fd_);  // a rewrite may close ours meanwhile; it has synced everything then
    lock.unlock();
    ::fdatasync(fd);
    ::close(fd);
    post_([waiting] {
      for (const auto& one : waiting) one();
    });
    lock.lock();
  }
}

}  // namespace aproape::voice
