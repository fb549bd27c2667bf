#include "portal/form_fields.hpp"

#include <algorithm>

#include "portal/icons.hpp"

namespace aproape::portal {
namespace {

const Error::Field* find(const Faults& faults, std::string_view id) {
  const auto found =
      std::find_if(faults.begin(), faults.end(), [&](const Error::Field& one) { return one.name == id; });
  return found == faults.end() ? nullptr : &*found;
}

// aria-describedby and aria-invalid of a field.
Html described(const Field& what, bool wrong) {
  Html out;
  if (!what.hint.empty() || wrong) {
    out << " aria-describedby=\"";
    if (!what.hint.empty()) out << what.id << "-h";
    if (!what.hint.empty() && wrong) out << " ";
    if (wrong) out << what.id << "-e";
    out << "\"";
  }
  if (wrong) out << " aria-invalid=\"true\"";
  return out;
}

}  // namespace

Html fault_of(const Visit& visit, std::string_view id, const Faults& faults) {
  Html out;
  if (const auto* fault = find(faults, id))
    out << "<p class=\"err\" id=\"" << id << "-e\">" << icon("stop") << visit.say(fault->key) << "</p>";
  return out;
}

Html fault_summary(const Visit& visit, const Faults& faults) {
  Html out;
  if (faults.empty()) return out;
  out << "<div class=\"errsum\" role=\"alert\" aria-labelledby=\"faults\"><h2 id=\"faults\">"
      << visit.say("form.faults") << "</h2><ul>";
  for (const Error::Field& fault : faults)
    out << "<li><a href=\"#" << fault.name << "\">" << visit.say(fault.key) << "</a></li>";
  out << "</ul></div>";
  return out;
}

Html field(const Visit& visit, const Field& what, const Faults& faults) {
  const bool wrong = find(faults, what.id) != nullptr;
  Html out;
  out << (wrong ? html_of("<div class=\"field bad\">") : html_of("<div class=\"field\">")) << "<label for=\""
      << what.id << "\">" << visit.say(what.label) << "</label>";
  if (!what.hint.empty())
    out << "<p class=\"hint\" id=\"" << what.id << "-h\">" << visit.say(what.hint) << "</p>";
  out << fault_of(visit, what.id, faults);
  if (what.rows > 0)
    out << "<textarea id=\"" << what.id << "\" name=\"" << what.id << "\" rows=\"" << what.rows
        << "\" maxlength=\"" << what.most << "\"" << described(what, wrong) << ">\n"
        << what.value << "</textarea>";
  else
    out << "<input id=\"" << what.id << "\" name=\"" << what.id << "\" type=\"" << what.type
        << "\" autocomplete=\"" << what.autocomplete << "\" maxlength=\"" << what.most << "\" value=\""
        << what.value << "\"" << described(what, wrong) << ">";
  out << "</div>";
  return out;
}

Html choices(const Visit& visit, std::string_view id, std::string_view legend,
             const std::vector<Choice>& list, std::string_view chosen, const Faults& faults) {
  Html out;
  out << (find(faults, id) != nullptr ? html_of("<fieldset class=\"bad\">") : html_of("<fieldset>"))
      << "<legend class=\"vh\">" << visit.say(legend) << "</legend>" << fault_of(visit, id, faults);
  bool first = true;
  for (const Choice& choice : list) {
    // The first one bears the name of the group, so that the summary of faults leads to it.
    const std::string own = first ? std::string(id) : std::string(id) + "-" + choice.value;
    first = false;
    out << "<div class=\"pick\"><input type=\"radio\" id=\"" << own << "\" name=\"" << id << "\" value=\""
        << choice.value << "\"";
    if (choice.value == chosen) out << " checked";
    out << "><label for=\"" << own << "\">" << choice.label << "</label></div>";
  }
  out << "</fieldset>";
  return out;
}

}  // namespace aproape::portal
