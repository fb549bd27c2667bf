#include "i18n/texts.hpp"

#include <algorithm>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "i18n/po_reader.hpp"

namespace aproape::i18n {
namespace {

// "ro" of "locale/parts/d.ro.po" and of "locale/ro.po".
std::string language_of(std::string_view file) {
  file.remove_suffix(std::string_view(".po").size());
  const std::size_t start = file.find_last_of("./");
  return std::string(start == std::string_view::npos ? file : file.substr(start + 1));
}

std::vector<Texts::File> embedded_files() {
  std::vector<Texts::File> files;
  for (const embedded::File& file : embedded::files()) {
    if (file.name.starts_with("locale/") && file.name.ends_with(".po"))
      files.emplace_back(file.name, file.content);
  }
  return files;
}

}  // namespace

const Texts& Texts::standard() {
  static const Texts texts(embedded_files());
  return texts;
}

Texts::Texts(const std::vector<File>& files) {
  for (const auto& [name, content] : files) {
    Catalogue of_file;
    for (PoEntry& entry : read_po(name, content)) {
      if (!of_file.try_emplace(entry.key, Entry{std::move(entry.forms)}).second) {
        throw Error(ErrorKind::internal, "i18n.syntax",
                    name + ":" + std::to_string(entry.line) + ": second text for " + entry.key);
      }
    }
    // A key in two files: the first file counts, and tools/check_texts.py names the second.
    languages_[language_of(name)].merge(of_file);
  }
}

const Texts::Entry* Texts::find(std::string_view key, std::string_view language) const {
  for (const std::string_view one : {language_or_standard(language), std::string_view("en")}) {
    const auto catalogue = languages_.find(one);
    if (catalogue == languages_.end()) continue;
    const auto entry = catalogue->second.find(key);
    if (entry != catalogue->second.end()) return &entry->second;
  }
  return nullptr;
}

std::string Texts::text(std::string_view key, std::string_view language, const Args& args) const {
  const Entry* entry = find(key, language);
  return entry == nullptr ? std::string(key) : fill(entry->forms.front(), args);
}

std::string Texts::plural(std::string_view key, std::int64_t n, std::string_view language,
                          const Args& args) const {
  const Entry* entry = find(key, language);
  if (entry == nullptr) return std::string(key);
  const std::size_t form = std::min(plural_form(language, n), entry->forms.size() - 1);
  Args all = args;
  all.emplace_back("n", std::to_string(n));
  return fill(entry->forms[form], all);
}

bool Texts::has(std::string_view key, std::string_view language) const {
  const auto catalogue = languages_.find(language);
  return catalogue != languages_.end() && catalogue->second.contains(key);
}

std::vector<std::string> Texts::keys(std::string_view language) const {
  std::vector<std::string> keys;
  const auto catalogue = languages_.find(language);
  if (catalogue == languages_.end()) return keys;
  for (const auto& [key, entry] : catalogue->second) keys.push_back(key);
  return keys;
}

std::string_view language_or_standard(std::string_view language) {
  return language.starts_with("ro") ? std::string_view("ro") : std::string_view("en");
}

std::size_t plural_form(std::string_view language, std::int64_t n) {
  const std::int64_t count = n < 0 ? -n : n;
  if (count == 1) return 0;
  if (language_or_standard(language) == "en") return 1;
  const std::int64_t last = count % 100;
  return count == 0 || (last >= 1 && last <= 19) ? 1 : 2;
}

std::string fill(std::string_view text, const Args& args) {
  std::string out;
  while (true) {
    const std::size_t open = text.find('{');
    out += text.substr(0, open);
    if (open == std::string_view::npos) return out;
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) {
      out += text.substr(open);
      return out;
    }
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const auto arg =
        std::find_if(args.begin(), args.end(), [name](const auto& one) { return one.first == name; });
    out += arg == args.end() ? text.substr(open, close - open + 1) : std::string_view(arg->second);
    text.remove_prefix(close + 1);
  }
}

}  // namespace aproape::i18n
