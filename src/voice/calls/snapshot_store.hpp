#pragma once

#include <filesystem>
#include <memory>

#include "protocol/voice_snapshot.hpp"

namespace aproape::voice {

// What app configured last, kept on disk so that voice serves callers from a cold start without app. A call
// keeps the version that it began with.
class SnapshotStore {
 public:
  // Reads the file where it is there and whole; else nothing is configured, and no number is ours.
  explicit SnapshotStore(std::filesystem::path file);

  [[nodiscard]] std::shared_ptr<const protocol::VoiceSnapshot> current() const { return current_; }
  // Takes a snapshot unless it is older than the present one; written before it counts. Throws
  // Error{unavailable, "voice.snapshot_file"}.
  void set(protocol::VoiceSnapshot snapshot);

 private:
  std::filesystem::path file_;
  std::shared_ptr<const protocol::VoiceSnapshot> current_;
};

// Every text that a snapshot can say.
[[nodiscard]] std::vector<protocol::SpokenText> texts_of(const protocol::VoiceSnapshot& snapshot);

}  // namespace aproape::voice
