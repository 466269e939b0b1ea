// Writes the lines that Soften reads, each with a sequence number and a checksum; docs/pulse-sensor.md has the grammar.
//
// Plain C++11, nothing of Arduino and no printf, which would take a tenth of a small board.
#ifndef SOFTEN_PROTOCOL_H
#define SOFTEN_PROTOCOL_H

#include <stdint.h>

namespace soften {

constexpr uint8_t kProtocolVersion = 1;
constexpr uint8_t kLongestLine = 112;  // bytes with LF: a header with a long name of the board

// CRC-16 with polynomial 0x1021 from 0xFFFF, bit by bit: a table would take 512 bytes.
inline uint16_t checksum(const char* text, uint8_t length) {
  uint16_t crc = 0xFFFF;
  for (uint8_t i = 0; i < length; ++i) {
    crc = uint16_t(crc ^ uint16_t(uint8_t(text[i])) << 8);
    for (uint8_t bit = 0; bit < 8; ++bit) crc = uint16_t(crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1);
  }
  return crc;
}

// One line, written from left to right.
class Line {
 public:
  const char* text() const { return text_; }
  uint8_t length() const { return length_; }

  Line& put(char letter) {
    if (length_ + kEnding < kLongestLine) text_[length_++] = letter;
    return *this;
  }

  Line& put(const char* word) {
    while (*word) put(*word++);
    return *this;
  }

  Line& put(uint32_t number) {
    char digits[10];
    uint8_t count = 0;
    do {
      digits[count++] = char('0' + number % 10);
      number /= 10;
    } while (number);
    while (count) put(digits[--count]);
    return *this;
  }

  Line& end() {
    const uint16_t crc = checksum(text_, length_);
    text_[length_++] = '*';
    for (int8_t shift = 12; shift >= 0; shift -= 4) text_[length_++] = "0123456789ABCDEF"[(crc >> shift) & 0xF];
    text_[length_++] = '\n';
    return *this;
  }

 private:
  static constexpr uint8_t kEnding = 6;  // * hhhh LF
  char text_[kLongestLine];
  uint8_t length_ = 0;
};

inline Line header_line(uint16_t rate_hz, uint8_t bits, const char* board) {
  Line line;
  line.put("# soften pulse ").put(uint32_t(kProtocolVersion)).put(" rate=").put(uint32_t(rate_hz));
  line.put(" unit=us kind=pulse bits=").put(uint32_t(bits)).put(" board=").put(board);
  return line.end();
}

inline Line numbered_line(char kind, uint16_t sequence, uint32_t us) {
  Line line;
  line.put(kind).put(',').put(uint32_t(sequence)).put(',').put(us).put(',');
  return line;
}

inline Line wave_line(uint16_t sequence, uint32_t us, uint16_t value) {
  return numbered_line('w', sequence, us).put(uint32_t(value)).end();
}

inline Line beat_line(uint16_t sequence, uint32_t us, uint32_t interval_us) {
  return numbered_line('b', sequence, us).put(interval_us).end();
}

inline Line contact_line(uint16_t sequence, uint32_t us, const char* contact) {
  return numbered_line('n', sequence, us).put(contact).end();
}

}  // namespace soften

#endif
