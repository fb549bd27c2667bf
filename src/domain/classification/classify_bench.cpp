// Figures of the classifier: classify_bench [held|cross N] [--peer FILE]
//   held     the carried model on catalog/classification/held (bench/classify.py prints this beside its
//   peers) cross N  models trained on N-1 parts of train, measured on the remaining one in turn: for choosing
//   --peer   measures "label<TAB>probability" lines (one a text of held, in order) instead of the model
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "domain/classification/carried.hpp"
#include "domain/classification/evaluation.hpp"
#include "domain/classification/trainer.hpp"
#include "domain/classification/urgent.hpp"

namespace {

using namespace aproape::classification;

constexpr std::string_view kToday = "2026-11-29";
constexpr std::size_t kPairsShown = 25;

void print(const char* title, const Figures& f) {
  std::printf("%s: %zu texts\n", title, f.texts);
  std::printf("  category     %6.2f %%\n", 100 * f.category_accuracy);
  std::printf("  subcategory  %6.2f %%   macro-F1 %.3f   among three %.2f %%\n", 100 * f.subcategory_accuracy,
              f.subcategory_macro_f1, 100 * f.in_first_three);
  std::printf("  kind         %6.2f %%\n", 100 * f.kind_accuracy);
  std::printf("  urgent       recall %.2f %%   precision %.2f %%   P1-P4 %.2f %%\n", 100 * f.urgent_recall,
              100 * f.urgent_precision, 100 * f.level_accuracy);
  std::printf("  language     %6.2f %%\n  country      %6.2f %%\n", 100 * f.language_accuracy,
              100 * f.country_accuracy);
  std::printf("  calibration error %.3f\n  subcategory by language:", f.calibration_error);
  for (const auto& [code, share] : f.subcategory_by_language)
    std::printf(" %s %.1f", code.c_str(), 100 * share);
  std::printf("\n  confused most:\n");
  for (std::size_t i = 0; i < std::min(kPairsShown, f.confusions.size()); ++i)
    std::printf("    %3d  %s\n", f.confusions[i].second, f.confusions[i].first.c_str());
  const auto list = [](const char* name, const std::vector<std::string>& ids) {
    std::printf("  %s (%zu):", name, ids.size());
    for (const std::string& id : ids) std::printf(" %s", id.c_str());
    std::printf("\n");
  };
  list("urgent missed", f.missed_urgent);
  list("called urgent", f.false_urgent);
}

void measure_held() {
  const auto examples = carried_examples("held");
  const auto classifier = carried_classifier();
  std::vector<Verdict> verdicts;
  for (const Example& e : examples) verdicts.push_back(classifier->classify(e.subject, e.text, kToday));
  print("held, carried model", evaluate(examples, verdicts));
  // The processor's time, not the wall's: a busy machine says nothing of the classifier.
  const std::clock_t start = std::clock();
  for (const Example& e : examples) verdicts[0] = classifier->classify(e.subject, e.text, kToday);
  const double took = 1e6 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  std::printf("  %.0f microseconds a text, model %zu kB\n",
              took / static_cast<double>(std::max<std::size_t>(1, examples.size())),
              classifier->model().bytes().size() / 1024);
}

float setting(const char* name, float otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtof(value, nullptr);
}

TrainSettings settings_of_environment() {
  TrainSettings settings;
  settings.learn.epochs = static_cast<int>(setting("EPOCHS", static_cast<float>(settings.learn.epochs)));
  settings.learn.rate = setting("RATE", settings.learn.rate);
  settings.learn.decay = setting("DECAY", settings.learn.decay);
  settings.learn.kinship = setting("KINSHIP", settings.learn.kinship);
  settings.learn.urgent_weight = setting("URGENT", settings.learn.urgent_weight);
  settings.least_texts =
      static_cast<std::uint32_t>(setting("LEAST", static_cast<float>(settings.least_texts)));
  const char* names[] = {"WORD", "GRAM", "MEANING", "PAIR", "QUESTION", "NEAR"};
  for (std::size_t i = 0; i < kBlocks; ++i)
    settings.block_weight[i] = setting(names[i], settings.block_weight[i]);
  return settings;
}

std::string category_of(const std::string& topic) {
  return topic.substr(0, topic.find('.'));
}

// Precision at a recall: the threshold that finds that share, on all of `judged`.
void print_urgent(std::vector<std::pair<float, bool>> scores, const char* name) {
  std::sort(scores.begin(), scores.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  const double all = static_cast<double>(
      std::count_if(scores.begin(), scores.end(), [](const auto& one) { return one.second; }));
  std::printf("  urgent, %s:", name);
  double right = 0;
  std::size_t next = 0;
  const double recalls[] = {0.90, 0.95, 0.97, 0.985};
  for (std::size_t i = 0; i < scores.size(); ++i) {
    right += scores[i].second ? 1 : 0;
    while (next < std::size(recalls) && right >= recalls[next] * all)
      std::printf("  %.1f %% recall: %.1f %%", 100 * recalls[next++],
                  100 * right / static_cast<double>(i + 1));
  }
  std::printf("\n");
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// The tables and examples of a folder like catalog/classification, so that a table can be tried without a
// build.
struct Catalogue {
  explicit Catalogue(const std::filesystem::path& folder)
      : analyser(read_file(folder / "concepts.csv"), read_file(folder / "rules.csv")) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "train"))
      files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files)
      for (Example& example : read_examples(file.string(), read_file(file)))
        examples.push_back(std::move(example));
  }
  Analyser analyser;
  std::vector<Example> examples;
};

void measure_cross(std::size_t folds) {
  const Catalogue catalogue(std::getenv("CATALOG") != nullptr ? std::getenv("CATALOG")
                                                              : "catalog/classification");
  const auto& examples = catalogue.examples;
  TrainSettings settings = settings_of_environment();
  settings.folds = folds;
  std::vector<std::string> topics;
  const auto judged = judge_in_turn(examples, catalogue.analyser, settings, topics);
  double right = 0;
  double category = 0;
  double levels = 0;
  double asked = 0;
  double rule_found = 0;
  double rule_false = 0;
  std::vector<std::pair<float, bool>> urgent;
  std::vector<std::pair<float, bool>> with_signs;
  std::vector<float> shares;
  for (const std::string& topic : topics) {
    const auto of_topic = [&](const Example& e) { return e.topic() == topic; };
    const auto urgent_too = [&](const Example& e) { return e.topic() == topic && e.urgent; };
    shares.push_back(static_cast<float>(std::count_if(examples.begin(), examples.end(), urgent_too)) /
                     static_cast<float>(std::count_if(examples.begin(), examples.end(), of_topic)));
  }
  const Calibration calibration = calibrate(judged, shares);
  std::map<std::string, int> confusions;
  std::map<std::string, std::pair<int, int>> languages;
  for (const Judged& one : judged) {
    const auto best = [&](std::size_t from, std::size_t to) {
      return std::max_element(one.scores.begin() + static_cast<std::ptrdiff_t>(from),
                              one.scores.begin() + static_cast<std::ptrdiff_t>(to)) -
             one.scores.begin() - static_cast<std::ptrdiff_t>(from);
    };
    const std::size_t end = topics.size();
    levels += best(end, end + kUrgencies) == one.urgency ? 1 : 0;
    urgent.emplace_back(one.scores[end + kUrgencies], one.urgent == 1);
    const float stacked = urgent_probability(urgent_signs(one.scores, shares, calibration, one.rule),
                                             calibration.urgent_weights);
    with_signs.emplace_back(stacked, one.urgent == 1);
    if (one.rule) ++(one.urgent == 1 ? rule_found : rule_false);
    if (std::getenv("LIST") != nullptr &&
        (one.urgent == 1) != (one.scores[end + kUrgencies] > setting("LIST", 0)))
      std::printf("%s %.2f %s %s\n", one.urgent == 1 ? "MISSED" : "FALSE", one.scores[end + kUrgencies],
                  one.rule ? "rule" : "-", examples[one.example].id.c_str());
    if (one.topic < 0) continue;
    ++asked;
    ++languages[examples[one.example].language].second;
    const std::string& truth = topics[static_cast<std::size_t>(one.topic)];
    const std::string& said = topics[static_cast<std::size_t>(best(0, end))];
    right += truth == said ? 1 : 0;
    languages[examples[one.example].language].first += truth == said ? 1 : 0;
    category += category_of(truth) == category_of(said) ? 1 : 0;
    if (truth != said && std::getenv("TOPICS") != nullptr)
      std::printf("WRONG %s %s %s\n", examples[one.example].id.c_str(), truth.c_str(), said.c_str());
    if (truth != said) ++confusions[truth + " -> " + said];
  }
  std::printf("%zu texts in %zu parts: subcategory %.2f %%  category %.2f %%  P1-P4 %.2f %%\n", judged.size(),
              folds, 100 * right / asked, 100 * category / asked,
              100 * levels / static_cast<double>(judged.size()));
  print_urgent(urgent, "model");
  print_urgent(with_signs, "all signs");
  for (const auto& [code, share] : languages)
    if (share.second > 40) std::printf("  %s %.1f", code.c_str(), 100.0 * share.first / share.second);
  std::printf("\n");
  std::printf("  rules: %.0f found, %.0f false\n", rule_found, rule_false);
  std::vector<std::pair<int, std::string>> order;
  for (const auto& [pair, many] : confusions) order.emplace_back(-many, pair);
  std::sort(order.begin(), order.end());
  for (std::size_t i = 0; std::getenv("PAIRS") != nullptr && i < std::min(kPairsShown, order.size()); ++i)
    std::printf("    %3d  %s\n", -order[i].first, order[i].second.c_str());
}

void measure_peer(const char* path) {
  const auto examples = carried_examples("held");
  const auto taxonomy = carried_taxonomy();
  std::ifstream in(path);
  std::vector<Verdict> verdicts;
  for (std::string line; std::getline(in, line);) {
    Verdict verdict;
    const std::string label = line.substr(0, line.find('\t'));
    verdict.confidence = std::strtof(line.c_str() + std::min(label.size() + 1, line.size()), nullptr);
    if (const auto* entry = taxonomy->find(label)) {
      verdict.category = entry->category;
      verdict.subcategory = label;
    } else {
      verdict.kind = label;
    }
    verdicts.push_back(std::move(verdict));
  }
  if (verdicts.size() != examples.size()) {
    std::fprintf(stderr, "%s: %zu lines for %zu texts\n", path, verdicts.size(), examples.size());
    std::exit(1);
  }
  print("held, peer", evaluate(examples, verdicts));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 3 && std::strcmp(argv[1], "cross") == 0) {
    measure_cross(std::strtoul(argv[2], nullptr, 10));
  } else if (argc == 3 && std::strcmp(argv[1], "--peer") == 0) {
    measure_peer(argv[2]);
  } else {
    measure_held();
  }
  return 0;
}
