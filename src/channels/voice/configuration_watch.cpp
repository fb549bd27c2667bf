#include "channels/voice/configuration_watch.hpp"

#include "base/error.hpp"

namespace aproape::voice_channel {

ConfigurationWatch::ConfigurationWatch(db::Database& database, network::Service& network,
                                       telephony::Service& telephony)
    : database_(database),
      network_(network),
      telephony_(telephony),
      committed_(std::make_shared<std::atomic<bool>>(true)),
      subscription_(database.on_commit(std::string(db::kEventTopic), [flag = committed_] { *flag = true; })) {
}

std::optional<protocol::VoiceSnapshot> ConfigurationWatch::fresh() {
  const bool due = database_.clock().now() >= good_until_;
  if (!committed_->exchange(false) && !due && given_ >= 0) return std::nullopt;
  try {
    // Kept weakly: whether it is still the same one is all that is asked.
    const auto directory = network_.directory();
    const std::int64_t revision = database_.read([&](db::Tx& tx) { return telephony_.revision(tx); });
    if (!due && given_ >= 0 && revision == revision_ && directory_.lock() == directory) return std::nullopt;
    const auto present = telephony_.present();
    revision_ = revision;
    directory_ = directory;
    good_until_ = present ? present->good_until : database_.clock().now() + kMinute;
    const std::int64_t version = present ? present->snapshot.version : 0;
    if (version == given_) return std::nullopt;
    given_ = version;
    if (!present) return std::nullopt;
    return present->snapshot;
  } catch (const Error&) {
    *committed_ = true;  // look again
    throw;
  }
}

void ConfigurationWatch::forget() {
  given_ = -1;
}

UnitId ConfigurationWatch::unit_of_line(std::string_view line) {
  const auto id = parse<telephony::LineId>(line);
  if (!id) return {};
  try {
    return database_.read([&](db::Tx& tx) { return telephony_.line(tx, *id).unit; });
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::not_found) throw;
    return {};
  }
}

}  // namespace aproape::voice_channel
