// An open pulse sensor for Soften: any analog pulse sensor on any Arduino board.
//
// Wire the sensor's signal to PULSE_PIN, its power to the voltage that the board's converter measures against (5V on an
// Uno, 3V3 on an ESP32 or a Pico), and upload. docs/pulse-sensor.md has the wiring and the meaning of the lines.
#include "pulse_board.h"

#if defined(CONFIG_IDF_TARGET_ESP32)  // the first family; its pin 34 goes to the converter that Wi-Fi leaves alone
#define PULSE_PIN 34
#else
#define PULSE_PIN A0
#endif

#if defined(ARDUINO_ARCH_ESP32) || defined(ARDUINO_ARCH_RP2040) || defined(ARDUINO_ARCH_SAMD) || \
    defined(ARDUINO_ARCH_MBED)
#define ADC_BITS 12
#else
#define ADC_BITS 10
#endif

#if defined(ARDUINO_AVR_UNO)
#define BOARD "uno"
#elif defined(ARDUINO_AVR_NANO)
#define BOARD "nano"
#elif defined(ARDUINO_AVR_MEGA2560)
#define BOARD "mega"
#elif defined(ARDUINO_ARCH_AVR)
#define BOARD "avr"
#elif defined(ARDUINO_ARCH_ESP32)
#define BOARD "esp32"
#elif defined(ARDUINO_ARCH_RP2040)
#define BOARD "rp2040"
#elif defined(ARDUINO_ARCH_SAMD)
#define BOARD "samd"
#else
#define BOARD "arduino"
#endif

static soften::PulseBoard board(ADC_BITS, BOARD);
static soften::LineQueue waiting;
static soften::EvenSteps steps(0);

void setup() {
  Serial.begin(115200);
#if ADC_BITS != 10
  analogReadResolution(ADC_BITS);
#endif
#ifdef LED_BUILTIN
  pinMode(LED_BUILTIN, OUTPUT);
#endif
}

void loop() {
  const uint32_t now_us = micros();
  if (steps.is_due(now_us)) {
    const bool beat = board.sample(now_us, analogRead(PULSE_PIN), waiting);
#ifdef LED_BUILTIN
    static uint8_t lit = 0;  // 25 samples, a tenth of a second
    lit = beat ? 25 : lit ? lit - 1 : 0;
    digitalWrite(LED_BUILTIN, lit ? HIGH : LOW);
#else
    (void)beat;
#endif
  }
  while (!waiting.empty() && Serial.availableForWrite() > 0) Serial.write(waiting.take());
}
