#include "domain/messages/rendering.hpp"

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#include <kainjow/mustache.hpp>
#pragma GCC diagnostic pop

#include "base/error.hpp"

namespace aproape::messages {

std::string render_text(std::string_view text, const Fields& fields) {
  namespace mustache = kainjow::mustache;
  std::map<std::string, mustache::data> groups;
  for (const auto& [name, value] : fields) {
    const std::size_t dot = name.find('.');
    auto [group, added] = groups.try_emplace(name.substr(0, dot), mustache::data::type::object);
    // An absent value leaves its section out; an empty text would show it.
    if (!value.empty()) group->second.set(name.substr(dot + 1), value);
  }
  mustache::data data;
  for (auto& [name, group] : groups) data.set(name, group);
  mustache::mustache page{std::string(text)};
  if (!page.is_valid()) throw Error("template.syntax", {{"text", "template.syntax"}});
  page.set_custom_escape([](const std::string& value) { return value; });
  return page.render(data);
}

}  // namespace aproape::messages
