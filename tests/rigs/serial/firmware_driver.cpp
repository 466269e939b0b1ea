// The board's own code on a computer: what it would send, for samples that come in as text.
//
//     firmware_driver lines BITS BYTES_A_SAMPLE < "us value" lines    what the port sends
//     firmware_driver steps START_US            < "now_us" lines      1 or 0: whether a sample is due
//
// BYTES_A_SAMPLE is how much the port takes from one sample to the next; 0 is a port that never waits.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "pulse_board.h"

static int lines(uint8_t bits, unsigned bytes_a_sample) {
  soften::PulseBoard board(bits, "host");
  soften::LineQueue waiting;
  unsigned long us, value;
  while (std::scanf("%lu %lu", &us, &value) == 2) {
    board.sample(uint32_t(us), uint16_t(value), waiting);
    for (unsigned sent = 0; !waiting.empty() && (bytes_a_sample == 0 || sent < bytes_a_sample); ++sent) {
      std::putchar(waiting.take());
    }
  }
  while (!waiting.empty()) std::putchar(waiting.take());
  return 0;
}

static int steps(uint32_t start_us) {
  soften::EvenSteps even(start_us);
  unsigned long now_us;
  while (std::scanf("%lu", &now_us) == 1) std::puts(even.is_due(uint32_t(now_us)) ? "1" : "0");
  return 0;
}

int main(int count, char** words) {
  if (count == 4 && !std::strcmp(words[1], "lines")) return lines(uint8_t(std::atoi(words[2])), std::atoi(words[3]));
  if (count == 3 && !std::strcmp(words[1], "steps")) return steps(uint32_t(std::strtoul(words[2], nullptr, 10)));
  return 2;
}
