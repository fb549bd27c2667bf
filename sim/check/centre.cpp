#include "sim/check/centre.hpp"

#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "sim/check/timeline.hpp"
#include "sim/check/told.hpp"

namespace sim {
namespace {

namespace json = boost::json;

constexpr std::size_t kReaders = 4;

json::value wanted(Session& session, const std::string& path) {
  Answer answer = session.get(path);
  if (!answer.done())
    throw std::runtime_error(path + ": " + std::to_string(answer.status) + " " + answer.key());
  return std::move(answer.body);
}

// The items of a list, newest first, until `fits` says that the rest is older.
template <class Fits>
void all_items(Session& session, const std::string& path, Fits fits) {
  std::string cursor;
  do {
    const json::value page = wanted(session, path + (cursor.empty() ? "" : "&cursor=" + cursor));
    for (const json::value& item : elements(page, "items"))
      if (!fits(item)) return;
    cursor = text_of(page, "next");
  } while (!cursor.empty());
}

struct Known {
  std::string id;
  std::string number;
};

std::string newest(Session& session) {
  const json::value page = wanted(session, "/cases?limit=1");
  const json::array& items = elements(page, "items");
  return items.empty() ? std::string() : text_of(items.front(), "id") + text_of(items.front(), "updated_at");
}

void wait_for_quiet(Session& session) {
  std::string last = newest(session);
  int quiet = 0;
  for (int i = 0; i < 120 && quiet < 4; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    const std::string now = newest(session);
    quiet = now == last ? quiet + 1 : 0;
    last = now;
  }
}

// Reads the timelines, the next free one each; what the readers found goes into `shown`.
class Readers {
 public:
  Readers(const std::vector<Known>& cases, const std::string& since, Shown& shown)
      : cases_(cases), since_(since), shown_(shown) {}

  void read(Session& session) {
    try {
      for (std::size_t i = next_++; i < cases_.size(); i = next_++) {
        const json::value body = wanted(session, "/cases/" + cases_[i].id + "/timeline");
        add(cases_[i], elements(body, "items"));
      }
    } catch (...) {
      const std::lock_guard lock(guard_);
      failed_ = std::current_exception();
    }
  }
  void rethrow() const {
    if (failed_) std::rethrow_exception(failed_);
  }

 private:
  void add(const Known& one, const json::array& timeline) {
    const auto done = deeds(timeline, since_);
    const auto mails = mails_in(timeline, since_);
    const std::lock_guard lock(guard_);
    for (const Deed& deed : done) ++shown_.figures[deed.what][deed_key(one.number, deed.account)];
    for (const std::string& from : mails) ++shown_.figures["mail"]["from " + bare_address(from)];
  }

  const std::vector<Known>& cases_;
  const std::string& since_;
  Shown& shown_;
  std::atomic<std::size_t> next_{0};
  std::mutex guard_;
  std::exception_ptr failed_;
};

// Those of the accounts that see as many cases as the first: the network's staff.
std::vector<std::unique_ptr<Session>> network_sessions(const std::string& base,
                                                       const std::vector<Account>& accounts) {
  std::vector<std::unique_ptr<Session>> sessions;
  for (const Account& account : accounts) {
    if (sessions.size() == kReaders) break;
    auto session = std::make_unique<Session>(base, account);
    session->enter();
    if (session->get("/quarantine?limit=1").done()) sessions.push_back(std::move(session));
  }
  if (sessions.empty()) throw std::runtime_error("none of the accounts sees the whole network");
  return sessions;
}

}  // namespace

Shown read_centre(const std::string& base, const std::vector<Account>& accounts, const std::string& since) {
  const auto sessions = network_sessions(base, accounts);
  Session& first = *sessions.front();
  wait_for_quiet(first);
  Shown shown;
  std::vector<Known> cases;
  std::set<std::string> seen;  // a case that changes while the list is read may come twice
  all_items(first, "/cases?limit=200&sort=updated", [&](const json::value& item) {
    if (text_of(item, "updated_at") < since) return false;
    if (!seen.insert(text_of(item, "id")).second) return true;
    cases.push_back({text_of(item, "id"), text_of(item, "number")});
    if (const std::string mission = text_of(item, "mission"); !mission.empty())
      shown.missions.insert(mission);
    return true;
  });
  shown.cases = static_cast<long>(cases.size());
  all_items(first, "/quarantine?limit=200", [&](const json::value& item) {
    if (text_of(item, "at") < since) return false;
    // What staff released is a contact of a case.
    if (text_of(item, "state") == "released") return true;
    ++shown.quarantined;
    ++shown.figures["mail"]["from " + bare_address(text_of(item, "from"))];
    return true;
  });
  Readers readers(cases, since, shown);
  {
    std::vector<std::jthread> threads;
    for (const auto& session : sessions) threads.emplace_back([&, s = session.get()] { readers.read(*s); });
  }
  readers.rethrow();
  return shown;
}

}  // namespace sim
