#include "voice/media/recorder.hpp"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <system_error>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "voice/media/wav.hpp"

namespace aproape::voice {
namespace {

constexpr std::size_t kBlockFrames = 50;   // one second is lost at most where the process is killed
constexpr std::size_t kMostBlocks = 4000;  // 128 MB that wait for a disk that hangs
constexpr std::uint64_t kLeastFree = 200U << 20U;
constexpr std::size_t kSampleBytes = 4;  // of both channels

bool has_room(const std::filesystem::path& folder) {
  struct statvfs info {};
  return ::statvfs(folder.c_str(), &info) != 0 || info.f_bavail * info.f_frsize >= kLeastFree;
}

Millis length_of(std::uintmax_t data_bytes) {
  return static_cast<Millis>(data_bytes / kSampleBytes * 1000 / kSampleRate);
}

}  // namespace

// One recording between the room and the writer.
class RecordingTap final : public Tap {
 public:
  RecordingTap(Recorder& recorder, std::string name) : recorder_(recorder), name_(std::move(name)) {}
  ~RecordingTap() override {
    if (!samples_.empty()) recorder_.push({name_, std::move(samples_)});
    recorder_.push({name_, {}});
  }
  RecordingTap(const RecordingTap&) = delete;
  RecordingTap& operator=(const RecordingTap&) = delete;

  void take(const Frame& left, const Frame& right) override {
    if (samples_.empty()) samples_.reserve(2 * kFrameSamples * kBlockFrames);
    for (std::size_t i = 0; i < kFrameSamples; ++i) {
      samples_.push_back(left[i]);
      samples_.push_back(right[i]);
    }
    if (samples_.size() >= 2 * kFrameSamples * kBlockFrames) {
      recorder_.push({name_, std::move(samples_)});
      samples_ = {};
    }
  }

 private:
  Recorder& recorder_;
  std::string name_;
  std::vector<std::int16_t> samples_;
};

struct Recorder::Open {
  int fd = -1;
  std::uintmax_t bytes = 0;
  bool broken = false;
};

Recorder::Recorder(std::filesystem::path folder, std::function<void(Recorded)> finished)
    : folder_(std::move(folder)), finished_(std::move(finished)) {
  std::error_code fault;
  std::filesystem::create_directories(folder_, fault);
  if (fault) throw Error(ErrorKind::unavailable, "voice.recordings", fault.message());
  repair();
  thread_ = std::thread([this] { work(); });
}

Recorder::~Recorder() {
  {
    const std::lock_guard lock(guard_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Recorder::repair() {
  std::vector<std::filesystem::path> left;
  for (const auto& entry : std::filesystem::directory_iterator(folder_))
    if (entry.path().extension() == ".part") left.push_back(entry.path());
  for (const auto& part : left) {
    std::error_code fault;
    if (!repair_wav(part, 2)) {
      std::filesystem::remove(part, fault);
      continue;
    }
    std::filesystem::path whole = part;
    whole.replace_extension(".wav");
    std::filesystem::rename(part, whole, fault);
    if (fault) continue;
    log::info("voice.recording_repaired", {{"recording", part.stem().string()}});
    finished_({part.stem().string(), whole, length_of(std::filesystem::file_size(whole) - kWavHeader)});
  }
}

std::unique_ptr<Tap> Recorder::start(const std::string& name) {
  const auto plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
  };
  if (name.empty() || !std::all_of(name.begin(), name.end(), plain))
    throw Error(ErrorKind::internal, "voice.recording_name");
  if (!has_room(folder_)) {
    log::error("voice.disk_full", {{"recording", name}});
    metrics::count("aproape_voice_recordings_refused_total");
    return nullptr;
  }
  return std::make_unique<RecordingTap>(*this, name);
}

void Recorder::push(Block block) {
  {
    const std::lock_guard lock(guard_);
    // Sound that the disk cannot take is lost; that a recording is whole is always told.
    if (queue_.size() >= kMostBlocks && !block.samples.empty()) return;
    queue_.push_back(std::move(block));
  }
  wake_.notify_one();
}

void Recorder::work() {
  while (true) {
    std::deque<Block> batch;
    {
      std::unique_lock lock(guard_);
      wake_.wait(lock, [&] { return stop_ || !queue_.empty(); });
      batch.swap(queue_);
      if (batch.empty() && stop_) break;
    }
    for (const Block& block : batch) {
      if (block.samples.empty())
        finish(block.name);
      else
        write(block);
    }
  }
  while (!open_.empty()) finish(open_.begin()->first);
}

void Recorder::write(const Block& block) {
  auto& open = open_[block.name];
  if (!open) {
    open = std::make_unique<Open>();
    open->fd =
        ::open((folder_ / (block.name + ".part")).c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    const auto header = wav_header(2, 0);
    open->broken =
        open->fd < 0 || ::write(open->fd, header.data(), header.size()) != static_cast<ssize_t>(kWavHeader);
  }
  if (open->broken) return;
  const auto bytes = block.samples.size() * sizeof(std::int16_t);
  const auto done = ::write(open->fd, block.samples.data(), bytes);
  if (done > 0) open->bytes += static_cast<std::uintmax_t>(done);
  if (done != static_cast<ssize_t>(bytes)) {
    open->broken = true;
    log::error("voice.recording_failed", {{"recording", block.name}});
  }
}

void Recorder::finish(const std::string& name) {
  const auto at = open_.find(name);
  if (at == open_.end()) return;  // ended before its first sample
  const Open& open = *at->second;
  const std::filesystem::path part = folder_ / (name + ".part");
  const std::filesystem::path whole = folder_ / (name + ".wav");
  bool kept = open.fd >= 0 && open.bytes > 0;
  if (kept) {
    const auto header = wav_header(2, static_cast<std::uint32_t>(open.bytes));
    kept = ::pwrite(open.fd, header.data(), header.size(), 0) == static_cast<ssize_t>(kWavHeader) &&
           ::fsync(open.fd) == 0;
  }
  if (open.fd >= 0) ::close(open.fd);
  const Millis length = length_of(open.bytes);
  open_.erase(at);
  std::error_code fault;
  if (kept) std::filesystem::rename(part, whole, fault);
  if (kept && !fault) finished_({name, whole, length});
}

}  // namespace aproape::voice
