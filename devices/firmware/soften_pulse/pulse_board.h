// What the board says of each sample: the wave, the beats in it, how the contact is, and every five seconds who speaks.
//
// Plain C++11, without pins or ports, so that the very code of the board can be tested on a computer.
#ifndef SOFTEN_PULSE_BOARD_H
#define SOFTEN_PULSE_BOARD_H

#include <stdint.h>

#include "line_queue.h"
#include "pulse_finder.h"
#include "soften_protocol.h"

namespace soften {

// Says when the next sample is due: a fixed step from the one before, however late that was, so that nothing adds up.
class EvenSteps {
 public:
  explicit EvenSteps(uint32_t now_us) : due_us_(now_us) {}

  bool is_due(uint32_t now_us) {
    const uint32_t late_us = now_us - due_us_;  // right across the wrap of micros()
    if (late_us >= kAhead) return false;
    due_us_ += kPeriodUs * (1 + late_us / kPeriodUs);
    return true;
  }

 private:
  static constexpr uint32_t kAhead = 1UL << 31;  // us: half of what micros() counts; a difference beyond it lies ahead
  uint32_t due_us_;
};

class PulseBoard {
 public:
  // board names it in one word without blanks.
  PulseBoard(uint8_t bits, const char* board)
      : bits_(bits), board_(board), finder_(uint16_t((1UL << bits) - 1)) {}

  // Take a sample; return whether a beat was found.
  bool sample(uint32_t us, uint16_t value, LineQueue& queue) {
    const Contact before = finder_.contact();
    FoundBeat beat;
    const bool found = finder_.feed(us, value, beat);
    const bool introduce = until_header_ == 0;
    until_header_ = introduce ? kHeaderEvery - 1 : until_header_ - 1;
    if (introduce) send(header_line(kRateHz, bits_, board_), queue);
    if (finder_.contact() != before || (introduce && before != Contact::kUnknown)) {
      send(contact_line(sequence_++, us, contact_word()), queue);
    }
    if (found) send(beat_line(sequence_++, beat.us, beat.interval_us), queue);
    send(wave_line(sequence_++, us, value), queue);
    return found;
  }

 private:
  static constexpr uint16_t kHeaderEvery = 5 * kRateHz;  // samples: a reader that comes late waits 5 s at most

  const char* contact_word() const {
    switch (finder_.contact()) {
      case Contact::kFlat: return "flat";
      case Contact::kClipped: return "clipped";
      default: return "clear";
    }
  }

  static void send(const Line& line, LineQueue& queue) { queue.offer(line.text(), line.length()); }

  uint8_t bits_;
  const char* board_;
  PulseFinder finder_;
  uint16_t sequence_ = 0;
  uint16_t until_header_ = 0;
};

}  // namespace soften

#endif
