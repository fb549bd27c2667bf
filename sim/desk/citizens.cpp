#include "sim/desk/citizens.hpp"

#include <ctime>
#include <utility>

#include "sim/mail/encode.hpp"

namespace sim {

Citizens::Citizens(std::string to, std::string centre, Log& log, const std::atomic<bool>& stop)
    : to_(std::move(to)),
      centre_(std::move(centre)),
      log_(log),
      stop_(stop),
      run_(std::to_string(std::time(nullptr))),
      thread_([this] { run(); }) {}

Citizens::~Citizens() {
  {
    const std::lock_guard lock(guard_);
    ended_ = true;
  }
  due_.notify_one();
  thread_.join();
}

void Citizens::answer_in(double seconds, const Reply& reply) {
  if (to_.empty()) return;
  const auto at =
      std::chrono::steady_clock::now() +
      std::chrono::duration_cast<std::chrono::steady_clock::duration>(std::chrono::duration<double>(seconds));
  {
    const std::lock_guard lock(guard_);
    waiting_.emplace(at, reply);
  }
  due_.notify_one();
}

Letter Citizens::written(const Reply& reply) {
  Letter letter;
  letter.kind = "answer";
  letter.sender = letter.from = reply.address;
  letter.subject = reply.subject;
  letter.message_id = "sim.answer." + run_ + "." + std::to_string(++written_) + "@example.org";
  letter.language = reply.language;
  letter.raw = "From: " + encoded_word(reply.name) + " <" + reply.address + ">\r\nTo: " + centre_ +
               "\r\nSubject: " + encoded_word(reply.subject) + "\r\nDate: " + date_now() +
               "\r\nMessage-ID: <" + letter.message_id +
               ">\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
               "Content-Transfer-Encoding: 8bit\r\n\r\n" +
               crlf(reply.text + "\n\n" + reply.name + "\n");
  return letter;
}

void Citizens::run() {
  std::unique_ptr<SmtpClient> client;
  std::unique_lock lock(guard_);
  while (!ended_) {
    if (waiting_.empty()) {
      due_.wait(lock);
      continue;
    }
    const auto first = waiting_.begin();
    if (first->first > std::chrono::steady_clock::now()) {
      due_.wait_until(lock, first->first);
      continue;
    }
    const Letter letter = written(first->second);
    waiting_.erase(first);
    lock.unlock();
    const std::string began = moment_now();
    if (deliver(client, to_, centre_, letter, stop_) == 250) {
      write_down(log_, letter, began);
      ++sent_;
    }
    client.reset();  // the next may come much later
    lock.lock();
  }
}

}  // namespace sim
