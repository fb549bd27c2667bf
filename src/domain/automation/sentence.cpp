// A rule in plain words. The words are in locale/; nothing is kept but the data.
#include "domain/automation/rule.hpp"
#include "i18n/texts.hpp"

namespace aproape::automation {
namespace {

class Writer {
 public:
  Writer(std::string_view language, const Names& names) : language_(language), names_(names) {}

  [[nodiscard]] std::string text(std::string_view key, const i18n::Args& args = {}) const {
    return i18n::Texts::standard().text(key, language_, args);
  }

  [[nodiscard]] std::string condition(const Condition& condition) const {
    std::string values;
    for (const std::string& value : condition.values) {
      if (!values.empty()) values += text("rule.or");
      values += named(condition.field, value);
    }
    return text("rule.if." + condition.field, {{"value", values}});
  }

  [[nodiscard]] std::string action(const Action& action) const {
    std::string value = named(action.kind, action.value);
    if (action.kind == "category" && !action.more.empty()) value = named("subcategory", action.more);
    if (action.kind == "wait" && !action.more.empty()) value = action.more;
    std::string said = text("rule.then." + action.kind, {{"value", value}});
    if (action.amount != 0)
      said += i18n::Texts::standard().plural(action.kind == "snooze" ? "rule.hours" : "rule.days",
                                             action.amount, language_);
    return said;
  }

  [[nodiscard]] std::string join(const std::vector<std::string>& parts) const {
    std::string joined;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (i > 0) joined += i + 1 == parts.size() ? text("rule.and") : std::string(", ");
      joined += parts[i];
    }
    return joined;
  }

 private:
  [[nodiscard]] std::string named(std::string_view kind, const std::string& code) const {
    const bool words = kind == "subject" || kind == "text" || kind == "from" || kind == "note" ||
                       kind == "task" || kind == "tag" || kind == "untag";
    if (words) return text("rule.quote", {{"value", code}});
    const std::string key = "rule." + std::string(kind) + '.' + code;
    if (i18n::Texts::standard().has(key, language_)) return text(key);
    const std::string name = names_(kind, code);
    return name.empty() ? code : name;
  }

  std::string_view language_;
  const Names& names_;
};

}  // namespace

std::string sentence(const Rule& rule, std::string_view language, const Names& names) {
  const Writer writer(language, names);
  std::vector<std::string> conditions, actions;
  for (const Condition& condition : rule.conditions) conditions.push_back(writer.condition(condition));
  for (const Action& action : rule.actions) actions.push_back(writer.action(action));
  return writer.text("rule.sentence",
                     {{"conditions", writer.join(conditions)}, {"actions", writer.join(actions)}});
}

}  // namespace aproape::automation
