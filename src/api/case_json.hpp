#pragma once

#include <optional>
#include <string_view>

#include "api/desk_services.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "http/request.hpp"

namespace aproape::api {

// A case as it stands in lists (docs/api.md).
[[nodiscard]] json::Object case_item(const cases::Case& c, const network::Directory& directory,
                                     std::string_view language);
// A case with its roles, tasks, links and grants.
[[nodiscard]] json::Value case_body(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                                    const cases::Case& c, std::string_view language);
[[nodiscard]] json::Value task_body(const cases::Task& task);
[[nodiscard]] json::Value role_body(const cases::Role& role);
[[nodiscard]] json::Value address_list(const std::vector<contacts::Address>& addresses);
// {"id","code","name"}; null for the empty id and an unknown one.
[[nodiscard]] json::Value unit_ref(UnitId id, const network::Directory& directory, std::string_view language);
// null for an empty text.
[[nodiscard]] json::Value text_or_null(std::string_view text);
[[nodiscard]] json::Value moment_or_null(std::optional<Millis> at);

// --- reading of requests ---
// The case of {id}, an id or a number; throws Error{not_found} where it is not visible.
[[nodiscard]] CaseId case_param(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                                const http::Request& request);
// The case of an id or a number, itself where it is an alias; throws Error{not_found} for a number that is
// not visible.
[[nodiscard]] CaseId named_case(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                                const std::string& text);
// A member that is an id; the empty id where absent or null. Throws Error{invalid} naming the field.
template <class Id>
[[nodiscard]] Id id_member(const json::Value& body, std::string_view name) {
  const json::Value& value = body[name];
  if (value.is_null()) return {};
  if (value.is_string())
    if (const auto id = parse<Id>(value.as_string())) return *id;
  throw Error("field.invalid", {{std::string(name), "field.invalid"}});
}
// A member that is a moment (RFC 3339); nullopt where absent or null.
[[nodiscard]] std::optional<Millis> moment_member(const json::Value& body, std::string_view name);
// The unit of an id or code; throws Error{invalid} naming the field where there is none.
[[nodiscard]] UnitId unit_member(const DeskServices& desk, const json::Value& body, std::string_view name);

}  // namespace aproape::api
