#include "domain/access/password.hpp"

#include <sodium.h>

#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>

#include "base/error.hpp"

namespace aproape::access {
namespace {

constexpr int kAtOnce = 2;
constexpr int kWaiting = 16;

}  // namespace

std::string hash_password(std::string_view password, const PasswordCost& cost) {
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.passes, cost.bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw Error(ErrorKind::unavailable, "auth.unavailable", "no memory for a password hash");
  return out.data();
}

struct PasswordVerifier::State {
  explicit State(const PasswordCost& wanted)
      : cost(wanted), dummy(hash_password("nobody's password", wanted)) {}

  PasswordCost cost;
  std::string dummy;  // what an unknown login is checked against
  std::mutex guard;
  std::condition_variable freed;
  int running = 0;
  int waiting = 0;
  std::atomic<std::size_t> work = 0;

  void enter() {
    std::unique_lock lock(guard);
    if (waiting >= kWaiting) throw Error(ErrorKind::too_many, "auth.slow_down");
    ++waiting;
    freed.wait(lock, [this] { return running < kAtOnce; });
    --waiting;
    ++running;
  }
  void leave() {
    {
      const std::lock_guard lock(guard);
      --running;
    }
    freed.notify_one();
  }
  bool check(std::string_view hash, std::string_view password) {
    ++work;
    std::array<char, crypto_pwhash_STRBYTES> text{};
    hash.copy(text.data(), text.size() - 1);
    return crypto_pwhash_str_verify(text.data(), password.data(), password.size()) == 0;
  }
  [[nodiscard]] bool cheap(std::string_view hash) const {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    hash.copy(text.data(), text.size() - 1);
    return crypto_pwhash_str_needs_rehash(text.data(), cost.passes, cost.bytes) != 0;
  }
};

PasswordVerifier::PasswordVerifier(const PasswordCost& cost) {
  if (sodium_init() < 0) throw Error(ErrorKind::internal, "key.random");
  state_ = new State(cost);
}
PasswordVerifier::~PasswordVerifier() {
  delete state_;
}

bool PasswordVerifier::verify(std::string_view hash, std::string_view password) {
  state_->enter();
  struct Leaver {
    State* state;
    ~Leaver() { state->leave(); }
  } const leaver{state_};
  if (hash.empty()) {
    state_->check(state_->dummy, password);
    return false;
  }
  // The hash of a one-time password is cheap (its own length protects it): the dummy makes up for the
  // difference.
  if (state_->cheap(hash)) state_->check(state_->dummy, password);
  return state_->check(hash, password);
}

std::size_t PasswordVerifier::work() const {
  return state_->work;
}

}  // namespace aproape::access
