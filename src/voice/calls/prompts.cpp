#include "voice/calls/prompts.hpp"

#include <openssl/evp.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <array>
#include <system_error>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "voice/media/wav.hpp"

namespace aproape::voice {
namespace {

constexpr std::string_view kSpeed = "150";  // words a minute: slower than the default, for telephones

std::string digest_of(const std::string& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), bytes.data(), &size, EVP_sha256(), nullptr);
  std::string out;
  for (unsigned i = 0; i < 16 && i < size; ++i) {
    constexpr std::string_view kHex = "0123456789abcdef";
    out += kHex[bytes[i] >> 4U];
    out += kHex[bytes[i] & 15U];
  }
  return out;
}

// Runs a program to its end; true where it ended well. Its standard streams are ours.
bool run(std::vector<std::string> words) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none;
  ::sigemptyset(&none);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
  pid_t pid = 0;
  const int fault = ::posix_spawnp(&pid, arguments[0], nullptr, &attributes, arguments.data(), environ);
  ::posix_spawnattr_destroy(&attributes);
  int status = 0;
  return fault == 0 && ::waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

// Only languages that we have a voice for reach the command line.
std::string voice_of(const std::string& language) {
  for (const std::string_view known : {"en", "it", "es", "fr", "de", "hu", "ru", "uk"})
    if (language == known) return language;
  return "ro";
}

}  // namespace

Prompts::Prompts(std::filesystem::path folder, std::function<void(std::function<void()>)> post)
    : folder_(std::move(folder)), post_(std::move(post)) {
  std::error_code fault;
  std::filesystem::create_directories(folder_, fault);
  if (fault) throw Error(ErrorKind::unavailable, "voice.prompts", fault.message());
  thread_ = std::thread([this] { work(); });
}

Prompts::~Prompts() {
  {
    const std::lock_guard lock(guard_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Prompts::prepare(const std::vector<protocol::SpokenText>& texts) {
  for (const auto& text : texts)
    for (const auto& [language, said] : text.in) want({language, said});
}

void Prompts::want(const Key& key) {
  if (ready_.contains(key) || wanted_.contains(key)) return;
  wanted_[key];
  {
    const std::lock_guard lock(guard_);
    queue_.push_back(key);
  }
  wake_.notify_one();
}

void Prompts::get(const protocol::SpokenText& text, const std::string& language,
                  std::function<void(Sound)> take) {
  const auto* in = text.find(language);
  if (in == nullptr || in->text.empty()) return take(nullptr);
  const Key key{in->language, in->text};
  if (const auto at = ready_.find(key); at != ready_.end()) return take(at->second);
  want(key);
  wanted_[key].push_back(std::move(take));
}

void Prompts::work() {
  std::unique_lock lock(guard_);
  while (true) {
    wake_.wait(lock, [&] { return stop_ || !queue_.empty(); });
    if (stop_) return;
    const Key key = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    Sound sound = make(key);
    post_([this, key, sound = std::move(sound)] {
      if (sound) ready_[key] = sound;  // a failure is tried again
      const auto takers = std::move(wanted_[key]);
      wanted_.erase(key);
      for (const auto& take : takers) take(sound);
    });
    lock.lock();
  }
}

Sound Prompts::make(const Key& key) {
  const auto& [language, text] = key;
  const std::string voice = voice_of(language);
  const std::filesystem::path kept = folder_ / (digest_of(voice + '\n' + text) + ".wav");
  if (auto pcm = read_wav(kept)) return std::make_shared<const Pcm>(std::move(*pcm));
  const std::string spoken = (folder_ / "spoken.wav").string();
  const std::string narrow = (folder_ / "narrow.wav").string();
  std::error_code fault;
  if (run({"espeak-ng", "-v", voice, "-s", std::string(kSpeed), "-w", spoken, "--", text}) &&
      run({"sox", "-G", spoken, "-r", std::to_string(kSampleRate), "-c", "1", "-b", "16", narrow}))
    std::filesystem::rename(narrow, kept, fault);
  std::filesystem::remove(spoken, fault);
  if (auto pcm = read_wav(kept)) return std::make_shared<const Pcm>(std::move(*pcm));
  log::error("voice.prompt_failed", {{"language", voice}});
  metrics::count("aproape_voice_prompts_failed_total");
  return nullptr;
}

}  // namespace aproape::voice
