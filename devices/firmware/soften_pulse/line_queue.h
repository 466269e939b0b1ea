// Lines that wait for the port, so that a sample never has to.
//
// A line that finds no room is left out whole; whoever reads sees by the sequence numbers that it is missing.
#ifndef SOFTEN_LINE_QUEUE_H
#define SOFTEN_LINE_QUEUE_H

#include <stdint.h>

namespace soften {

class LineQueue {
 public:
  bool offer(const char* text, uint8_t length) {
    if (length > kRoom - waiting_) return false;
    for (uint8_t i = 0; i < length; ++i) letters_[uint8_t(first_ + waiting_++)] = text[i];
    return true;
  }

  bool empty() const { return waiting_ == 0; }

  // The next letter to send; ask only when there is one.
  char take() {
    --waiting_;
    return letters_[first_++];
  }

 private:
  static constexpr uint16_t kRoom = 256;  // bytes, some eight lines; indices of 8 bits come round by themselves
  char letters_[kRoom];
  uint8_t first_ = 0;
  uint16_t waiting_ = 0;
};

}  // namespace soften

#endif
