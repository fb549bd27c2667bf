// Figures of the classifier: classify_bench [held|cross N] [--peer FILE]
//   held     the carried model on catalog/classification/held (bench/classify.py prints this beside its
//   peers) cross N  models trained on N-1 parts of train, measured on the remaining one in turn: for choosing
//   --peer   measures "label<TAB>probability" lines (one a text of held, in order) instead of the model
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include "domain/classification/carried.hpp"
#include "domain/classification/evaluation.hpp"
#include "domain/classification/trainer.hpp"

namespace {

using namespace aproape::classification;

constexpr int kYear = 2026;
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
  for (const Example& e : examples) verdicts.push_back(classifier->classify(e.subject, e.text, kYear));
  print("held, carried model", evaluate(examples, verdicts));
  const auto start = std::chrono::steady_clock::now();
  for (const Example& e : examples) verdicts[0] = classifier->classify(e.subject, e.text, kYear);
  const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
  std::printf("  %.0f microseconds a text, model %zu kB\n",
              took.count() / static_cast<double>(std::max<std::size_t>(1, examples.size())),
              classifier->model().bytes().size() / 1024);
}

float setting(const char* name, float otherwise) {
  const char* value = std::getenv(name);
  return value == nullptr ? otherwise : std::strtof(value, nullptr);
}

void measure_cross(std::size_t folds) {
  const auto examples = carried_examples("train");
  TrainSettings settings;
  settings.learn.epochs = static_cast<int>(setting("EPOCHS", static_cast<float>(settings.learn.epochs)));
  settings.learn.rate = setting("RATE", settings.learn.rate);
  settings.learn.decay = setting("DECAY", settings.learn.decay);
  settings.learn.urgent_weight = setting("URGENT", settings.learn.urgent_weight);
  settings.folds = static_cast<std::size_t>(setting("FOLDS", static_cast<float>(settings.folds)));
  settings.least_texts =
      static_cast<std::uint32_t>(setting("LEAST", static_cast<float>(settings.least_texts)));
  const char* names[] = {"WORD", "GRAM", "MEANING"};
  for (std::size_t i = 0; i < kBlocks; ++i)
    settings.block_weight[i] = setting(names[i], settings.block_weight[i]);
  std::vector<Example> judged;
  std::vector<Verdict> verdicts;
  for (std::size_t fold = 0; fold < folds; ++fold) {
    std::vector<Example> known;
    for (const Example& e : examples)
      if (!in_fold(e, fold, folds)) known.push_back(e);
    const Classifier classifier(carried_analyser(), carried_taxonomy(),
                                LinearModel::read(write(train(known, *carried_analyser(), settings))));
    for (const Example& e : examples) {
      if (!in_fold(e, fold, folds)) continue;
      judged.push_back(e);
      verdicts.push_back(classifier.classify(e.subject, e.text, kYear));
    }
    if (std::getenv("ONE_FOLD") != nullptr) break;
  }
  print("train, in turn", evaluate(judged, verdicts));
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
