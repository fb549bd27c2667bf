#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/routing/model.hpp"

namespace aproape::routing {

// Lists of the router as the database keeps them: JSON that only this program reads. Reading throws
// Error{invalid} for a text that writing did not make.
[[nodiscard]] std::string write_skills(const std::vector<Skill>& skills);
[[nodiscard]] std::vector<Skill> read_skills(std::string_view text);
// The same, where nothing is written as the empty text.
[[nodiscard]] std::string write_asked(const std::optional<std::vector<Skill>>& skills);
[[nodiscard]] std::optional<std::vector<Skill>> read_asked(std::string_view text);
[[nodiscard]] std::string write_queues(const std::vector<QueueId>& queues);
[[nodiscard]] std::vector<QueueId> read_queues(std::string_view text);
[[nodiscard]] std::string write_stages(const std::vector<StageRecord>& stages);
[[nodiscard]] std::vector<StageRecord> read_stages(std::string_view text);
[[nodiscard]] std::string write_cooldowns(const std::vector<Cooldown>& cooldowns);
[[nodiscard]] std::vector<Cooldown> read_cooldowns(std::string_view text);
[[nodiscard]] std::string write_limits(const Limits& limits);
[[nodiscard]] Limits read_limits(std::string_view text);

}  // namespace aproape::routing
