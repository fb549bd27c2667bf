#include "voice/calls/snapshot_store.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "base/log.hpp"

namespace aproape::voice {

SnapshotStore::SnapshotStore(std::filesystem::path file)
    : file_(std::move(file)), current_(std::make_shared<const protocol::VoiceSnapshot>()) {
  std::ifstream in(file_, std::ios::binary);
  if (!in) return;
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  try {
    current_ = std::make_shared<const protocol::VoiceSnapshot>(
        protocol::voice_snapshot_from_json(json::parse(text)));
  } catch (const Error& error) {
    log::error("voice.snapshot_unreadable", {{"error", error.key()}});
  }
}

void SnapshotStore::set(protocol::VoiceSnapshot snapshot) {
  if (snapshot.version < current_->version) return;
  const std::string text = json::write(protocol::to_json(snapshot));
  const std::filesystem::path fresh = file_.string() + ".new";
  const int fd =
      ::open(fresh.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);  // holds trunks' secrets
  const bool written = fd >= 0 &&
                       ::write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
                       ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  if (!written || ::rename(fresh.c_str(), file_.c_str()) != 0)
    throw Error(ErrorKind::unavailable, "voice.snapshot_file", file_.string());
  current_ = std::make_shared<const protocol::VoiceSnapshot>(std::move(snapshot));
}

std::vector<protocol::SpokenText> texts_of(const protocol::VoiceSnapshot& snapshot) {
  std::vector<protocol::SpokenText> out{snapshot.recording_notice, snapshot.accept_prompt, snapshot.trying,
                                        snapshot.goodbye};
  const auto add = [&](const protocol::CallAction& action) { out.push_back(action.text); };
  for (const auto& line : snapshot.lines) add(line.action);
  for (const auto& menu : snapshot.menus) {
    out.push_back(menu.prompt);
    add(menu.otherwise);
    for (const auto& option : menu.options) add(option.action);
  }
  for (const auto& hunt : snapshot.hunts) add(hunt.otherwise);
  for (const auto& queue : snapshot.queues) {
    out.push_back(queue.announcement);
    add(queue.otherwise);
  }
  for (const auto& voicemail : snapshot.voicemails) out.push_back(voicemail.prompt);
  return out;
}

}  // namespace aproape::voice
