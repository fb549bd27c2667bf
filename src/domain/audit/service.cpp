#include "domain/audit/service.hpp"

#include <sodium.h>

#include <array>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "domain/audit/repository.hpp"
#include "domain/audit/signing.hpp"
#include "storage/key_file.hpp"

namespace aproape::audit {
namespace {

constexpr int kBatch = 500;
// Action of the record that an entry did not come from this program.
constexpr std::string_view kForged = "audit.forged";
constexpr std::size_t kFaultsShown = 100;
constexpr Millis kJoinEvery = kSecond;
constexpr Millis kSignEvery = kMinute;
constexpr Millis kListAgain = kMinute;
constexpr std::size_t kMostLists = 20'000;

Entry make_entry(Millis at, const Actor& actor, std::string_view action, std::string_view subject,
                 std::int64_t subject_id, std::string_view detail) {
  Entry entry;
  entry.id = next_id();
  entry.at = at;
  entry.account = actor.account;
  entry.action = action;
  entry.subject = subject;
  entry.subject_id = subject_id;
  entry.source = actor.source;
  entry.detail = detail;
  return entry;
}

// A code word as a JSON object; words are ours, so nothing needs escaping.
std::string why_detail(std::string_view why) {
  return "{\"why\":\"" + std::string(why) + "\"}";
}

std::string keyed_digest(const std::string& key, std::string_view text) {
  std::array<unsigned char, 16> out{};
  crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     reinterpret_cast<const unsigned char*>(key.data()), key.size());
  std::string hex(out.size() * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), out.data(), out.size());
  hex.pop_back();
  return hex;
}

}  // namespace

// Lists that were noted a short while ago, by this process.
class RecentLists {
 public:
  [[nodiscard]] bool is_new(const std::string& list, Millis now) {
    const std::lock_guard lock(guard_);
    const auto found = noted_.find(list);
    return found == noted_.end() || now - found->second >= kListAgain;
  }
  // Only once the entry is durable: two at the same time are noted twice, none is missed.
  void noted(const std::string& list, Millis now) {
    const std::lock_guard lock(guard_);
    if (noted_.size() >= kMostLists)
      std::erase_if(noted_, [&](const auto& one) { return now - one.second >= kListAgain; });
    if (noted_.size() < kMostLists) noted_[list] = now;
  }

 private:
  std::mutex guard_;
  std::map<std::string, Millis> noted_;
};

struct Service::State {
  db::Database& database;
  HeadSigner signer;
  std::string salt;
  HeadFile head_file;
  std::mutex guard;
  std::condition_variable wake;
  bool stopping = false;
  std::thread chainer;
  RecentLists lists;

  State(db::Database& db, const std::filesystem::path& keys)
      : database(db),
        signer(storage::load_or_make_key(keys / "audit.key", crypto_sign_SEEDBYTES)),
        salt(storage::load_or_make_key(keys / "audit.salt", crypto_generichash_KEYBYTES)),
        head_file(keys / "audit.heads") {}

  // Keyed, over all of the entry: a row that another hand wrote into the table does not bear it.
  [[nodiscard]] std::string seal(const Entry& entry) const {
    Entry unplaced = entry;
    unplaced.seq = 0;
    return keyed_digest(salt, "entry " + link_hash({}, unplaced));
  }

  void add(db::Tx& tx, Entry entry) const {
    entry.hash = seal(entry);
    repository::add_waiting(tx, entry);
  }

  void check_heads(const std::vector<Head>& heads, std::int64_t end,
                   const std::map<std::int64_t, std::string>& hashes, Verification& result) const {
    for (const Head& head : heads) {
      if (!signer.signed_by_us(head)) {
        result.faults.push_back(Fault{head.seq, "signature"});
      } else if (head.seq > end) {
        result.faults.push_back(Fault{end + 1, "truncated"});
      } else if (const auto found = hashes.find(head.seq);
                 found == hashes.end() || found->second != head.hash) {
        result.faults.push_back(Fault{head.seq, "head"});
      }
    }
  }

  void run(Service& service) {
    Millis signed_at = database.clock().monotonic();
    std::unique_lock lock(guard);
    while (!stopping) {
      wake.wait_for(lock, std::chrono::milliseconds(kJoinEvery), [this] { return stopping; });
      lock.unlock();
      try {
        service.join_waiting();
        if (database.clock().monotonic() - signed_at >= kSignEvery) {
          service.sign_head();
          signed_at = database.clock().monotonic();
        }
      } catch (const std::exception& failure) {
        log::error("audit.chain_failed", {{"error", failure.what()}});
      }
      lock.lock();
    }
  }
};

Service::Service(db::Database& database, std::filesystem::path data_dir)
    : state_(std::make_unique<State>(database, data_dir / "keys")) {}

Service::~Service() {
  stop();
}

void Service::note_read(const Actor& actor, std::string_view subject, std::int64_t subject_id,
                        std::string_view why) {
  note_read(actor, subject, std::vector<std::int64_t>{subject_id}, why);
}

void Service::note_read(const Actor& actor, std::string_view subject,
                        const std::vector<std::int64_t>& subject_ids, std::string_view why) {
  if (actor.account.empty() || subject_ids.empty()) return;
  const Millis now = state_->database.clock().now();
  const std::string detail = why_detail(why);
  state_->database.write([&](db::Tx& tx) {
    for (const std::int64_t id : subject_ids)
      state_->add(tx, make_entry(now, actor, "read", subject, id, detail));
  });
}

void Service::note_list(const Actor& actor, const ListRead& read) {
  if (actor.account.empty()) return;
  json::Object filter;
  for (const auto& [name, value] : read.filter)
    if (!value.empty()) filter.set(name, value);
  if (!read.words.empty()) filter.set("words", digest(read.words));
  json::Object detail{{"why", read.why}, {"count", read.count}, {"filter", std::move(filter)}};
  const std::string text = json::write(detail);
  const Millis now = state_->database.clock().now();
  if (!state_->lists.is_new(actor.account.str() + ' ' + text, now)) return;
  state_->database.write(
      [&](db::Tx& tx) { state_->add(tx, make_entry(now, actor, "read", read.subject, 0, text)); });
  state_->lists.noted(actor.account.str() + ' ' + text, now);
}

void Service::note_change(db::Tx& tx, const Actor& actor, std::string_view action, std::string_view subject,
                          std::int64_t subject_id, std::string_view detail) {
  std::string with_reason(detail);
  if (actor.account.empty() && detail == "{}") with_reason = why_detail(actor.reason);
  state_->add(tx,
              make_entry(state_->database.clock().now(), actor, action, subject, subject_id, with_reason));
}

std::string Service::digest(std::string_view personal) const {
  return keyed_digest(state_->salt, personal);
}

std::vector<Entry> Service::list(db::Tx& tx, const Query& query) const {
  return repository::find(tx, query);
}

void Service::start() {
  const std::lock_guard lock(state_->guard);
  if (state_->chainer.joinable()) return;
  state_->stopping = false;
  state_->chainer = std::thread([this] { state_->run(*this); });
}

void Service::stop() {
  {
    const std::lock_guard lock(state_->guard);
    state_->stopping = true;
  }
  state_->wake.notify_all();
  if (state_->chainer.joinable()) state_->chainer.join();
}

int Service::join_waiting() {
  const auto nothing = state_->database.read([](db::Tx& tx) { return repository::waiting(tx, 1).empty(); });
  if (nothing) return 0;
  int joined = 0;
  for (bool more = true; more;) {
    const int batch = state_->database.write([this](db::Tx& tx) {
      repository::End end = repository::lock_end(tx);
      const auto entries = repository::waiting(tx, kBatch);
      for (Entry entry : entries) {
        // It joins all the same, so that it can be looked at; who forged it cannot take away what stands
        // after it.
        if (entry.hash != state_->seal(entry))
          state_->add(tx, make_entry(state_->database.clock().now(), {}, kForged, "audit", entry.id, "{}"));
        entry.seq = ++end.seq;
        end.hash = entry.hash = link_hash(end.hash, entry);
        repository::join(tx, entry);
      }
      repository::set_end(tx, end);
      return static_cast<int>(entries.size());
    });
    joined += batch;
    // What was just added about a forged entry joins in the next round.
    more = batch > 0 && !state_->database.read([](db::Tx& tx) { return repository::waiting(tx, 1).empty(); });
  }
  return joined;
}

void Service::sign_head() {
  const auto head = state_->database.write([this](db::Tx& tx) -> std::optional<Head> {
    const auto end = repository::lock_end(tx);
    if (end.seq == 0 || repository::last_head_seq(tx) >= end.seq) return std::nullopt;
    Head fresh = state_->signer.sign(end.seq, state_->database.clock().now(), end.hash);
    repository::add_head(tx, fresh);
    return fresh;
  });
  if (head) state_->head_file.append(*head);
}

Verification Service::verify() {
  join_waiting();
  const auto filed = state_->head_file.read();
  return state_->database.read([&](db::Tx& tx) {
    Verification result;
    const auto heads = repository::heads(tx);
    std::map<std::int64_t, std::string> hashes;  // of the entries that a head names
    for (const Head& head : heads) hashes[head.seq];
    for (const Head& head : filed) hashes[head.seq];
    ChainCheck check;
    for (bool more = true; more;) {
      const auto entries = repository::after(tx, check.seq(), kBatch);
      for (const Entry& entry : entries) {
        if (const auto fault = check.next(entry)) result.faults.push_back(*fault);
        if (entry.action == kForged) result.faults.push_back(Fault{entry.seq, "forged"});
        if (const auto wanted = hashes.find(entry.seq); wanted != hashes.end()) wanted->second = entry.hash;
        ++result.entries;
      }
      more = entries.size() == kBatch;
    }
    const auto end = repository::end(tx);
    if (end.seq != check.seq() || end.hash != check.hash())
      result.faults.push_back(Fault{end.seq, "truncated"});
    state_->check_heads(heads, check.seq(), hashes, result);
    state_->check_heads(filed, check.seq(), hashes, result);
    result.heads = static_cast<std::int64_t>(heads.size());
    result.ok = result.faults.empty();
    if (result.faults.size() > kFaultsShown) result.faults.resize(kFaultsShown);
    return result;
  });
}

}  // namespace aproape::audit
