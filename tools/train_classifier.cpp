// Trains the model that the program carries: train_classifier OUT CONCEPTS.csv RULES.csv EXAMPLES.jsonl...
// Where OUT was made from the same inputs by the same program it is left as it is: the digest of both stands
// in OUT.inputs, because a new link of the program alone must not cost a training.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "domain/classification/trainer.hpp"

// The trainer carries no files: what the program carries holds its result.
const std::vector<aproape::embedded::File>& aproape::embedded::files() {
  static const std::vector<File> none;
  return none;
}

namespace {

using namespace aproape::classification;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw aproape::Error(aproape::ErrorKind::not_found, "file.missing", path);
  std::ostringstream all;
  all << in.rdbuf();
  return all.str();
}

void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << bytes;
  if (!out.flush()) throw aproape::Error(aproape::ErrorKind::unavailable, "file.unwritable", path);
}

bool exists(const std::string& path) {
  return std::ifstream(path).good();
}

int run(const std::vector<std::string>& arguments, const std::string& code) {
  const std::string& out = arguments[0];
  std::string inputs = code;
  std::vector<Example> examples;
  for (std::size_t i = 1; i < arguments.size(); ++i) {
    const std::string content = read_file(arguments[i]);
    inputs += short_digest(content);
    if (i < 3) continue;
    for (Example& example : read_examples(arguments[i], content)) examples.push_back(std::move(example));
  }
  const std::string digest = short_digest(inputs);
  if (exists(out) && exists(out + ".inputs") && read_file(out + ".inputs") == digest) {
    write_file(out, read_file(out));
    return 0;
  }
  const auto start = std::chrono::steady_clock::now();
  const Analyser analyser(read_file(arguments[1]), read_file(arguments[2]));
  const std::string bytes = write(train(examples, analyser));
  write_file(out, bytes);
  write_file(out + ".inputs", digest);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  std::printf("classifier: %zu examples, %zu kB, %.1f s\n", examples.size(), bytes.size() / 1024,
              took.count());
  return 0;
}

}  // namespace

// The first argument names the sources of the code; their digest stands for "the same program".
int main(int argc, char** argv) {
  try {
    std::vector<std::string> arguments(argv + 1, argv + argc);
    std::string code;
    while (!arguments.empty() && arguments.front().starts_with("--code=")) {
      code += short_digest(read_file(arguments.front().substr(7)));
      arguments.erase(arguments.begin());
    }
    if (arguments.size() < 4) {
      std::fputs("usage: train_classifier [--code=FILE]... OUT CONCEPTS RULES EXAMPLES...\n", stderr);
      return 2;
    }
    return run(arguments, code);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "train_classifier: %s\n", error.what());
    return 1;
  }
}
