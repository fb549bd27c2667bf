#pragma once

#include <string_view>

#include "base/json.hpp"
#include "domain/reports/network_tree.hpp"
#include "domain/reports/service.hpp"

// The shapes of reports in docs/api.md.
namespace aproape::api {

// What a figure is, in words.
[[nodiscard]] json::Object figure_words(const reports::Definition& definition, std::string_view language);
// Its numbers: numerator, denominator, and durations in milliseconds.
[[nodiscard]] json::Object figure_numbers(const reports::Definition& definition, const reports::Tally& tally);
// A line of the table of the network.
[[nodiscard]] json::Value node_body(const reports::Node& node, const network::Directory& directory,
                                    std::string_view language);

}  // namespace aproape::api
